// The figures of the page that compute with a reader's function: they are told, and say so themselves.

/** Every figure whose Python is live answers anew. */
export function tellFigures() {
  document.dispatchEvent(new CustomEvent("functions-changed"));
}

/**
 * Which figures compute with the reader's version, once they have answered: a sentence with links to them.
 * @param {string[]} names as figures say them, such as optimizers.adam
 * @returns {Promise<(Node | string)[]>}
 */
export async function whereUsed(names) {
  const figures = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('figure.lab[data-source="live"]')]);
  while (figures.some((figure) => figure.dataset.busy !== undefined)) await new Promise((on) => setTimeout(on, 50));
  const readings = (/** @type {HTMLElement} */ figure) => figure.querySelector("[data-reading]")?.textContent ?? "";
  const own = figures.filter((figure) => names.some((name) => readings(figure).includes(`your ${name}`)));
  const told = names.map((name) => name.split(".").pop()).join(" and ");
  if (!own.length) return [`Your ${told} is in place. No figure seen so far computes with it; one that does says so.`];
  return [`Your ${told} is in the figures: `, ...own.flatMap((figure, k) => [k ? ", " : "", linkTo(figure)]), "."];
}

/** @param {HTMLElement} figure */
function linkTo(figure) {
  const link = document.createElement("a");
  link.href = `#${figure.id}`;
  link.textContent = figure.querySelector(".lab-title")?.textContent ?? figure.id;
  return link;
}
