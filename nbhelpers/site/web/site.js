// @ts-check
// What a page does besides its labs: light or dark, copy buttons, the mark in "On this page", the key "/".

import { finish, soon, whenIdle, whenNear } from "../../lab/web/near.js";

const STILL = 5000; // ms after loading

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

/** A button on each block of code that puts its text on the clipboard. */
function copyButtons() {
  if (!navigator.clipboard) return; // the browser allows it on https and localhost alone
  soon(document.querySelectorAll("article div.highlight"), (block) => {
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
  });
}

/** @param {Element} part what in it scrolls sideways can then be reached by keyboard */
function reachScrollers(part) {
  for (const box of part.querySelectorAll("pre, table, .formula")) {
    if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
    else box.removeAttribute("tabindex");
  }
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

/**
 * Sections out of sight wait (page.css). Each is laid out when it comes near. Once the reader moves, or has been still
 * for a while, all others get their turn, one by one: then its height is known, its controls are there, and what in it
 * scrolls can be reached.
 */
function knowSections() {
  const article = /** @type {HTMLElement} */ (document.querySelector("article"));
  const sections = article.querySelectorAll(":scope > section > section");
  const frame = () => new Promise(requestAnimationFrame);
  const idle = () => new Promise((done) => whenIdle(() => done(null)));
  let turn = 0;
  const measure = async () => {
    const mine = ++turn;
    delete article.dataset.known;
    for (const section of sections) {
      await idle();
      if (mine !== turn) return; // begun anew: the window has another size
      section.classList.add("measuring");
      finish(section); // now: a browser looks at each control that comes, and would lay out all of their sections at once
      await frame();
      reachScrollers(section);
      await frame(); // its height is kept when a frame with it is done
      section.classList.remove("measuring");
    }
    finish(document.body);
    article.dataset.known = "";
  };
  const begin = () => turn || measure();
  whenNear(sections, reachScrollers);
  document.fonts.ready.then(() => whenNear(sections, reachScrollers)); // another font, other widths
  for (const kind of ["scroll", "pointerdown", "keydown", "focusin"]) addEventListener(kind, begin, { passive: true, once: true });
  addEventListener("load", () => setTimeout(begin, STILL), { once: true });
  addEventListener("resize", () => turn && measure(), { passive: true }); // phones send one while a page loads
}

/** The place that a link led to stays until all heights are known, or the reader goes on: sections above it may grow. */
function holdPlace() {
  const article = document.querySelector("article");
  let turn = 0;
  const hold = () => {
    const [mine, place] = [++turn, document.getElementById(fragment())];
    const stay = () => {
      if (!place || mine !== turn || article?.matches("[data-known]")) return;
      place.scrollIntoView({ behavior: "instant" });
      requestAnimationFrame(stay);
    };
    stay();
  };
  for (const kind of ["wheel", "touchstart", "pointerdown", "keydown"]) addEventListener(kind, () => turn++, { passive: true });
  addEventListener("hashchange", hold);
  if (performance.getEntriesByType("navigation").every((entry) => /** @type {any} */ (entry).type === "navigate")) hold();
}

themeSwitch();
copyButtons();
markSection();
searchKey();
unfoldForPrint();
unfoldTarget();
knowSections();
holdPlace();
