// @ts-check
// The order of what the search finds: terms and labs, then pages, then controls; the name itself first of its kind. And
// the lines of a page that are shown below it.
// Sphinx puts this into the search page, after the script that looks through the index.
{
  const LONGEST = 200; // letters of a question
  const asked = (new URLSearchParams(location.search).get("q") ?? "").trim().toLowerCase();

  /** How much of a name was asked for; 1 for the whole of one of its forms. @param {string} name */
  const share = (name) => {
    const whole = name.toLowerCase().split(/ · |, /).includes(asked);
    return whole ? 1 : Math.min(0.5, (0.5 * asked.length) / name.length);
  };

  /** @param {[string, string, string, string | null, number, string]} result page, title, anchor, what it is, score, file */
  const score = ([, title, anchor, kind, points]) => {
    if (kind?.startsWith("term,")) return 200 + 200 * share(title);
    if (kind?.startsWith("lab,")) return 150 + 200 * share(title);
    if (kind?.startsWith("control,")) return 12;
    return anchor.startsWith("#term-") ? 0 : points; // an entry of the glossary, which is there as a term
  };

  /** @type {any} */ (window).Scorer.score = score;

  // The search keeps what was asked for; where it may not, that must not end it.
  try {
    localStorage.setItem("sphinx_highlight_terms", "");
  } catch {
    const nothing = { getItem: () => null, setItem: () => {}, removeItem: () => {} };
    Object.defineProperty(window, "localStorage", { value: nothing });
  }

  // @ts-expect-error Search is Sphinx's own
  const sphinx = Search;
  const { performSearch, setIndex } = sphinx;
  /** What is asked may be anything: no longer than a sentence, and without what is no letter. @param {string} query */
  sphinx.performSearch = (query) => performSearch(query.slice(0, LONGEST).replace(/\p{C}/gu, " "));
  /** Its lists of words have nothing but words: else “constructor” would be one. @param {any} index */
  sphinx.setIndex = (index) => {
    const bare = Object.assign(Object.create(null), { hasOwnProperty: Object.prototype.hasOwnProperty });
    for (const words of [index.terms, index.titleterms]) Object.setPrototypeOf(words, bare);
    setIndex(index);
  };

  const UNREAD = ".here-narrow, .chapter-facts, .headerlink, script, style, template, svg, button, .katex-html, annotation, .eqno";
  const BLOCKS = "p, li, h1, h2, h3, th, td, dt, dd, pre, summary, figcaption, .formula";
  /** What the lines below a result are cut from: formulas once, and a space between any two blocks. */
  sphinx.htmlToText = (/** @type {string} */ html, /** @type {string | undefined} */ anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    for (const part of page.querySelectorAll(UNREAD)) part.remove();
    for (const block of page.querySelectorAll(BLOCKS)) block.append(" ");
    const main = page.querySelector("[role=main]");
    const place = (anchor && main?.querySelector(anchor)) || main;
    return place?.textContent?.replace(/\s+/g, " ") ?? "";
  };

  addEventListener("load", () => {
    if (!asked || sphinx.hasIndex()) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Try again";
    button.addEventListener("click", async () => {
      const index = /** @type {HTMLScriptElement} */ (document.querySelector('script[src*="searchindex.js"]'));
      await fetch(index.src, { cache: "reload" }).catch(() => {}); // the browser may have kept a damaged one
      location.reload();
    });
    const text = "The list of all words did not come, or is damaged, so nothing can be found now. ";
    document.getElementById("search-results")?.replaceChildren(text, button);
  });
}
