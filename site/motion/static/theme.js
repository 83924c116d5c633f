// Light or dark before anything is painted: the reader's choice, else the system's. Loaded by itself, since a strict
// Content-Security-Policy lets no script run that stands in the page.
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
