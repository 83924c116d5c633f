// @ts-check
// Sections out of sight wait to be laid out, so that a page answers soon (theme.js, page.css). Each gets its turn when it
// comes near, or once the reader has moved or been still for a while. It remains laid out, so that every place stays.

import { finish, whenIdle, whenNear } from "../../lab/web/lazy.js";

const STILL = 5000; // ms after loading
const SETTLED = 300; // ms after loading, with all fonts
const PAUSE = 150; // ms after scrolling
const EDGE = 100; // px from the top of the window, below the bar: there one reads

const page = document.documentElement;
const article = /** @type {HTMLElement} */ (document.querySelector("article"));
const sections = [...article.querySelectorAll(":scope > section > section")];

/** @param {Element} part what in it scrolls sideways can then be reached by keyboard */
function reachScrollers(part) {
  for (const box of part.querySelectorAll("pre, table, .formula")) {
    if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
    else box.removeAttribute("tabindex");
  }
}

const waits = () => page.dataset.waits !== undefined;

/** Lay out all that still waits. */
function layOutAll() {
  delete page.dataset.waits;
  finish(document.body);
  sections.forEach(reachScrollers);
  article.dataset.known = "";
}

/** Lay out one section after the other, while nothing else is to do. */
async function layOutInTurn() {
  for (const section of sections) {
    await new Promise((done) => whenIdle(() => done(null)));
    if (!waits()) return;
    section.classList.add("laid-out");
    finish(section); // now: a browser looks at each control that comes, and would lay out all of their sections at once
    reachScrollers(section);
  }
  layOutAll();
}

/** Sections get their turns; at once if the page moves by more than a window: by a link, a search in it, a script. */
function layOut() {
  whenNear(sections, reachScrollers);
  document.fonts.ready.then(() => whenNear(sections, reachScrollers)); // another font, other widths
  if (!waits()) return layOutAll();
  let [begun, before] = [false, scrollY];
  const begin = () => {
    if (!begun) layOutInTurn();
    begun = true;
  };
  for (const kind of ["scroll", "pointerdown", "keydown", "focusin"]) addEventListener(kind, begin, { passive: true, once: true });
  addEventListener("load", () => setTimeout(begin, STILL), { once: true });
  addEventListener("scroll", () => {
    const far = Math.abs(scrollY - before) > innerHeight;
    before = scrollY;
    if (!waits() || !far) return;
    const place = placeAt(innerHeight / 2); // found while sections above it had no height yet
    layOutAll();
    hold(place);
  });
}

/** The key End leads to the end, which is not known while sections wait. */
function endKey() {
  addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const toEnd = event.key === "End" || (event.metaKey && event.key === "ArrowDown");
    if (!toEnd || !waits() || target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    layOutAll();
    scrollTo({ top: page.scrollHeight, behavior: "instant" });
    hold(placeAt(innerHeight));
  });
}

/** The pieces of a page that no script adds: by their numbers a place is kept. */
const BLOCKS = "article section > *, article section > details > *";

/** @typedef {[number, number]} Place a block, by its number, and how far below the window's top edge it begins */

/**
 * @param {number} line so far below the window's top edge
 * @returns {Place | null} the last block that begins above it
 */
function placeAt(line) {
  /** @param {Element} part */
  const begun = (part) => part.checkVisibility() && part.getBoundingClientRect().top <= line;
  const section = sections.findLast(begun); // the others may wait
  const within = section?.querySelectorAll(BLOCKS) ?? article.querySelectorAll(":scope > section > :not(section)");
  const block = [...within].findLast(begun) ?? section;
  return block ? [[...document.querySelectorAll(BLOCKS)].indexOf(block), block.getBoundingClientRect().top] : null;
}

/** Unfold what an element is folded away in. @param {Element} element */
export function unfold(element) {
  for (let part = element.closest("details"); part; part = part.parentElement?.closest("details") ?? null) part.open = true;
}

/** @type {object | null} */
let held = null;

function letGo() {
  held = null;
  document.body.style.removeProperty("overflow-anchor");
}

/**
 * Bring a place back to where it was in the window, and hold it there until all is there (fonts come late, and change
 * heights), or the reader goes on. While a page loads, the browser scrolls too, to where it thinks that the place was.
 * @param {Place | null} place
 */
function hold(place) {
  const block = place && document.querySelectorAll(BLOCKS)[place[0]];
  if (!block) return; // the page has become another
  unfold(block);
  const mine = (held = {});
  const loads = document.readyState !== "complete";
  document.body.style.setProperty("overflow-anchor", "none"); // the browser would hold another piece of the page
  let before = NaN;
  const stay = () => {
    if (mine !== held) return;
    const off = block.getBoundingClientRect().top - place[1];
    if (!loads && Math.abs(off) > 1 && Math.abs(scrollY - before) > 1) return letGo(); // by a script, a scroll bar
    scrollBy({ top: off, behavior: "instant" });
    before = scrollY;
    requestAnimationFrame(stay);
  };
  stay();
  const ready = () => document.fonts.ready.then(() => setTimeout(() => mine === held && letGo(), SETTLED));
  if (loads) addEventListener("load", ready, { once: true });
  else ready();
}

/** The reader's place is kept with the page's entry in the history: that is where they come back to. */
function keepPlace() {
  let pause = 0;
  const keep = () => {
    clearTimeout(pause);
    history.replaceState({ ...history.state, place: scrollY ? placeAt(EDGE) : null }, "");
  };
  addEventListener("scroll", () => {
    clearTimeout(pause);
    pause = setTimeout(keep, PAUSE);
  });
  addEventListener("pagehide", keep);
  for (const kind of ["wheel", "touchstart", "pointerdown", "keydown"]) addEventListener(kind, () => held && letGo(), { passive: true });
  hold(history.state?.place);
}

export function places() {
  layOut();
  endKey();
  keepPlace();
}
