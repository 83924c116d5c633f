// What does not fit the width of the paper: formulas and what code prints are set smaller, all else is named.

const SMALLEST = 0.75; // of its size
const SLACK = 2; // px
const SHRINKING = ".formula, .highlight-myst-ansi pre";
const LOOKED_AT = "p, pre, li, td, th, dt, dd, img, svg, .formula, .eqno, .lab-view";

/** Set smaller what is wider than its line. What code prints is broken where it would become too small. */
export function shrink() {
  for (const block of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(SHRINKING))) {
    const share = block.clientWidth / block.scrollWidth;
    const size = parseFloat(getComputedStyle(block).fontSize);
    if (share < 1) block.style.fontSize = `${Math.max(share * 0.99, SMALLEST) * size}px`;
    if (share < SMALLEST && block.matches("pre")) block.style.whiteSpace = "pre-wrap";
  }
}

/** Chapter and beginning of all that reaches beyond its place or the paper's text. */
export function tooWide() {
  const edge = document.body.getBoundingClientRect().right + SLACK;
  const found = [...document.body.querySelectorAll(LOOKED_AT)].filter((element) => {
    if (element.parentElement?.closest("svg") || !element.clientWidth) return false;
    const overflows = element.matches(SHRINKING) && element.scrollWidth > element.clientWidth + SLACK;
    return overflows || element.getBoundingClientRect().right > edge || rightOf(element) > edge;
  });
  return found.filter((element) => !found.some((other) => other !== element && element.contains(other))).map(nameOf);
}

/**
 * Where the text in an element ends that is wider than it.
 * @param {Element} element
 */
function rightOf(element) {
  if (element.scrollWidth <= element.clientWidth) return 0;
  return element.getBoundingClientRect().left + element.scrollWidth;
}

/** @param {Element} element */
function nameOf(element) {
  const text = (element.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, 60);
  return `${element.closest(".chapter")?.id ?? "before the chapters"}: <${element.tagName.toLowerCase()}> ${text}`;
}
