// What a page needs before its own script: loaded by itself, since a strict Content-Security-Policy lets no script run
// that stands in the page.

// Light or dark before anything is painted: the reader's choice, else the system's.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("theme");
  } catch {
    // storage is switched off
  }
  const dark = ["dark", "light"].includes(chosen) ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();

// Sections out of sight wait to be laid out (page.css), unless the reader comes to a place within the page: back to where
// they were (places.js), or by a link. There all that stands above has its height before the browser looks for the place.
// Firefox does not tell that a link has words to look for (#:~:text=), and looks for them only in what is laid out: there
// every link may have some that stands outside the book, whose own links have none.
(() => {
  const [arrival] = performance.getEntriesByType("navigation");
  const book = new URL("..", document.currentScript.src).href;
  const toWords = "mozInnerScreenX" in window ? !document.referrer.startsWith(book) : arrival?.name.includes("#:~:");
  const atPlace = history.state?.place || location.hash || toWords;
  if (!atPlace && CSS.supports("overflow-anchor: auto")) document.documentElement.dataset.waits = "";
})();

// The book's script may not come: then each figure and each exercise says so, with a way to try again. From the disk it
// never comes: browsers load such scripts from a server alone.
const MISSED = "A script of this page did not come, so this can’t answer. ";
const FROM_DISK =
  "This page was opened from the disk, where browsers load no scripts of this kind, so this can’t answer. Serve the book: " +
  "run “make serve” where it was made, or “python -m http.server” in the folder that has its “_static”, and open the " +
  "address that it prints.";
addEventListener(
  "error",
  ({ target }) => {
    if (!(target instanceof HTMLScriptElement) || !target.src.includes("/book-")) return;
    for (const place of document.querySelectorAll("figure.lab [data-message], div.exercise[data-kind]")) {
      const words = document.createElement("p");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Try again";
      button.addEventListener("click", async () => {
        await fetch(target.src, { cache: "reload" }).catch(() => {}); // the browser may have kept a damaged one
        location.reload();
      });
      words.className = "missed";
      words.append(...(location.protocol === "file:" ? [FROM_DISK] : [MISSED, button]));
      place.append(words);
    }
  },
  true,
);
