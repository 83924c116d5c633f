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

/** A button on each block of code that puts its text on the clipboard. */
function copyButtons() {
  if (!navigator.clipboard) return; // the browser allows it on https and localhost alone
  for (const block of document.querySelectorAll("article div.highlight")) {
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
}

/** What scrolls sideways can be reached by keyboard. */
function reachScrollers() {
  const update = () => {
    for (const box of document.querySelectorAll("article :is(pre, table, .formula)")) {
      if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0");
      else box.removeAttribute("tabindex");
    }
  };
  addEventListener("resize", update, { passive: true });
  document.fonts.ready.then(update);
}

/** Mark the section in view in "On this page". */
function markSection() {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".here a[href^='#']"));
  const byId = new Map([...links].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const sections = [...document.querySelectorAll("article section[id]")].filter((part) => byId.has(part.id));
  const update = () => {
    const line = innerHeight * 0.3;
    const current = sections.findLast((part) => part.getBoundingClientRect().top < line);
    for (const [id, link] of byId) {
      if (id === current?.id) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  };
  let waiting = false;
  addEventListener(
    "scroll",
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        update();
      });
    },
    { passive: true },
  );
  update();
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

/** Sections out of sight rest (page.css). Each has to be laid out once before, so that its height is known. */
function restFar() {
  const article = document.querySelector("article");
  let turn = 0;
  const again = () => {
    article?.classList.remove("resting");
    clearTimeout(turn);
    turn = window.setTimeout(() => article?.classList.add("resting"), 500);
  };
  addEventListener("resize", again, { passive: true });
  document.fonts.ready.then(again);
}

/** A script that does not come is said where it is missed, with a way to try again. */
function missedScripts() {
  const places = { "/lab.js": "figure.lab [data-message]", "/exercise.js": "div.exercise[data-kind]" };
  addEventListener(
    "error",
    ({ target }) => {
      const src = target instanceof HTMLScriptElement ? target.src : "";
      for (const [name, selector] of Object.entries(places)) {
        if (src.includes(name)) document.querySelectorAll(selector).forEach((place) => sayMissed(place, src));
      }
    },
    true,
  );
}

/** @param {Element} place @param {string} src */
function sayMissed(place, src) {
  const words = document.createElement("p");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Try again";
  button.addEventListener("click", async () => {
    await fetch(src, { cache: "reload" }).catch(() => {}); // the browser may have kept a damaged one
    location.reload();
  });
  words.className = "missed";
  words.append("A script of this page did not come, so this can’t answer. ", button);
  place.append(words);
}

missedScripts();
themeSwitch();
copyButtons();
reachScrollers();
markSection();
searchKey();
unfoldForPrint();
unfoldTarget();
restFar();
