// @ts-check
// The order of what the search finds: terms and labs, then pages, then controls; the name itself first of its kind.
// Sphinx puts this into the search page, after the script that looks through the index.
{
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
}
