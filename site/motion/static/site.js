// @ts-check
// What a page does besides its labs: light or dark, copy buttons, the mark in "On this page", the key "/".

/** Light or dark: the system's wish until the reader chooses. */
function themeSwitch() {
  const page = document.documentElement;
  const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-theme-switch]"));
  const system = matchMedia("(prefers-color-scheme: dark)");
  /** @param {boolean} dark */
  const show = (dark) => {
    page.dataset.theme = dark ? "dark" : "light";
    button?.setAttribute("aria-pressed", String(dark));
  };
  const stored = () => {
    try {
      return ["dark", "light"].includes(localStorage.getItem("theme") ?? "");
    } catch {
      return false; // storage is switched off: the choice lasts as long as the page
    }
  };
  button?.addEventListener("click", () => {
    const dark = page.dataset.theme !== "dark";
    show(dark);
    try {
      localStorage.setItem("theme", dark ? "dark" : "light");
    } catch {
      // as above
    }
  });
  system.addEventListener("change", () => stored() || show(system.matches));
  show(page.dataset.theme === "dark");
  if (button) button.hidden = false;
}

/** A button on each block of code that puts its text on the clipboard; added when it comes near, as all controls are. */
function copyButtons() {
  if (!navigator.clipboard) return; // the browser allows it on https and localhost alone
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        addCopyButton(target);
      }
    },
    { rootMargin: "100% 0px" },
  );
  for (const block of document.querySelectorAll("article div.highlight")) near.observe(block);
}

/** @param {Element} block */
function addCopyButton(block) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.setAttribute("aria-label", "Copy this code");
  button.innerHTML = '<span class="i i-copy"></span>';
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.querySelector("pre")?.textContent ?? "");
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), 1200);
  });
  block.append(button);
}

/** What scrolls sideways can be reached by keyboard. Looked at when it comes near, as measuring lays it out. */
function reachScrollers() {
  const boxes = document.querySelectorAll("article :is(pre, table, .formula)");
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
        else target.removeAttribute("tabindex");
      }
    },
    { rootMargin: "100% 0px" },
  );
  const again = () => {
    near.disconnect();
    for (const box of boxes) near.observe(box);
  };
  addEventListener("resize", again, { passive: true });
  document.fonts.ready.then(again);
}

/** Mark the section in view in "On this page": the innermost that reaches into the upper part of the window. */
function markSection() {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".here a[href^='#']"));
  const byId = new Map([...links].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const sections = [...document.querySelectorAll("article section[id]")].filter((part) => byId.has(part.id));
  /** @type {Set<Element>} */
  const reaching = new Set();
  const upper = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) reaching.add(target);
        else reaching.delete(target);
      }
      const current = sections.findLast((part) => reaching.has(part));
      for (const [id, link] of byId) {
        if (id === current?.id) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      }
    },
    { rootMargin: "0px 0px -70% 0px" },
  );
  for (const section of sections) upper.observe(section);
}

/** "/" goes to the search field, unless something is being typed. */
function searchKey() {
  addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    /** @type {HTMLInputElement | null} */ (document.querySelector(".find input"))?.focus();
  });
}

/** On paper nothing can be unfolded, so solutions and folded code are open there. */
function unfoldForPrint() {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [.../** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("article details:not([open])"))];
    for (const part of opened) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of opened) part.open = false;
  });
}

/** The place in the page that the address names; "" where it is no text. */
function fragment() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return ""; // a broken percent-encoding
  }
}

/** A link to something folded away (a solution, a hidden cell) unfolds it. */
function unfoldTarget() {
  const open = () => {
    const target = document.getElementById(fragment());
    if (target) for (let part = target.closest("details"); part; part = part.parentElement?.closest("details") ?? null) part.open = true;
  };
  addEventListener("hashchange", open);
  open();
}

/** Sections out of sight wait (page.css). Once the reader moves, each is laid out for a moment, so that its height is known. */
function knowHeights() {
  const sections = document.querySelectorAll("article > section > section");
  const idle = window.requestIdleCallback ?? ((/** @type {() => void} */ then) => setTimeout(then, 50));
  /** @type {Element[]} */
  let waiting = [];
  let begun = false;
  const next = () => {
    const section = waiting.shift();
    section?.classList.add("measuring");
    // its height is remembered when a frame with it is done
    if (section) requestAnimationFrame(() => requestAnimationFrame(() => (section.classList.remove("measuring"), idle(next))));
  };
  const begin = () => {
    const running = waiting.length > 0;
    begun = true;
    waiting = [...sections];
    if (!running) idle(next);
  };
  for (const kind of ["scroll", "pointerdown", "keydown"]) addEventListener(kind, begin, { passive: true, once: true });
  addEventListener("resize", () => begun && begin(), { passive: true }); // phones send one while a page loads
}

themeSwitch();
copyButtons();
reachScrollers();
markSection();
searchKey();
unfoldForPrint();
unfoldTarget();
knowHeights();
