// @ts-check
// What a page does besides its labs: light or dark, copy buttons, the mark in "On this page", the key "/".

import { button } from "../../lab/web/elements.js";
import { soon } from "../../lab/web/lazy.js";
import { keep, kept } from "../../lab/web/storage.js";
import { places, unfold } from "./places.js";

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
  const chosen = () => ["dark", "light"].includes(kept("theme") ?? "");
  button?.addEventListener("click", () => {
    const dark = page.dataset.theme !== "dark";
    show(dark);
    keep("theme", dark ? "dark" : "light");
  });
  system.addEventListener("change", () => chosen() || show(system.matches));
  show(page.dataset.theme === "dark");
  if (button) button.hidden = false;
}

/** A button on each block of code that puts its text on the clipboard. */
function copyButtons() {
  if (!navigator.clipboard) return; // the browser allows it on https and localhost alone
  soon(document.querySelectorAll("article div.highlight"), (block) => {
    const press = async () => {
      await navigator.clipboard.writeText(block.querySelector("pre")?.textContent ?? "");
      copy.classList.add("done");
      setTimeout(() => copy.classList.remove("done"), 1200);
    };
    const copy = button("", press, "copy");
    copy.setAttribute("aria-label", "Copy this code");
    copy.innerHTML = '<span class="i i-copy"></span>';
    block.append(copy);
  });
}

/** A report of an error names the page with the state of its figures, which stands in its address. */
function report() {
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("[data-report]"));
  link?.addEventListener("click", () => {
    const asked = new URL(link.href);
    const body = asked.searchParams.get("body") ?? "";
    asked.searchParams.set("body", body.replace(/^Page: .*$/m, () => `Page: ${location.href}`));
    link.href = asked.href;
  });
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
    if (target) unfold(target);
  };
  addEventListener("hashchange", open);
  open();
}

themeSwitch();
copyButtons();
report();
markSection();
searchKey();
unfoldForPrint();
unfoldTarget();
places();
