// The notebook of a chapter with what the reader typed on its page: cells changed and added, answers to exercises, and
// functions changed. Pure.

/**
 * @typedef {{cell_type: string, metadata: object, source: string | string[], outputs?: object[], execution_count?: null}} NotebookCell
 * @typedef {{cells: NotebookCell[]}} Notebook
 * @typedef {Record<string, string>} Kept what is kept, by name: `cell.<chapter>.<fingerprint>`, `added.<chapter>.<fingerprint>.<n>`,
 *   `<chapter>.<exercise>`, `listing.<functions>`
 */

/**
 * A short name for a text.
 * @param {string} text
 */
export function fingerprint(text) {
  let sum = 5381;
  for (const letter of text) sum = (Math.imul(sum, 33) ^ (letter.codePointAt(0) ?? 0)) >>> 0;
  return sum.toString(36);
}

/**
 * The names of the cells that were added after one, in their order.
 * @param {string[]} names of all that is kept
 * @param {string} chapter
 * @param {string} mark of the cell
 */
export function addedAfter(names, chapter, mark) {
  const before = `added.${chapter}.${mark}.`;
  const numbers = names.filter((name) => name.startsWith(before)).map((name) => Number(name.slice(before.length)));
  return numbers.sort((one, other) => one - other).map((number) => before + number);
}

/**
 * @param {Notebook} notebook
 * @param {string} chapter
 * @param {Kept} kept
 * @returns {Notebook} the same with the reader's own in it; what it was made of stays as it is
 */
export function withOwn(notebook, chapter, kept) {
  return { ...notebook, cells: notebook.cells.flatMap((cell, k) => own(cell, notebook.cells[k + 1], chapter, kept)) };
}

/**
 * @param {NotebookCell} cell
 * @param {NotebookCell | undefined} next
 * @param {string} chapter
 * @param {Kept} kept
 */
function own(cell, next, chapter, kept) {
  if (cell.cell_type !== "code") return [cell];
  const text = textOf(cell);
  const answer = answered(text, next ? textOf(next) : "", chapter, kept);
  if (answer !== null) return [changed(cell, answer)];
  const mark = fingerprint(`${text.trimEnd()}\n`);
  const now = kept[`cell.${chapter}.${mark}`];
  const listing = Object.keys(kept).find((name) => name.startsWith("listing.") && shows(text, name.slice(8)));
  return [
    now === undefined ? cell : changed(cell, now),
    ...(listing ? [code(`# your version of ${listing.slice(8).replaceAll(",", " and ")}\n${kept[listing]}`)] : []),
    ...addedAfter(Object.keys(kept), chapter, mark).map((name) => code(kept[name])),
  ];
}

/**
 * The reader's answer where a cell is the place for one; null where it is not, or there is none.
 * @param {string} text
 * @param {string} next the cell after it
 * @param {string} chapter
 * @param {Kept} kept
 */
function answered(text, next, chapter, kept) {
  const number = /^exercises\.(\w+)\.check\(""\)/.exec(text);
  const given = number && kept[`${chapter}.${number[1]}`];
  if (given) return text.replace('check("")', () => `check(${JSON.stringify(given)})`);
  const [, name, written] = /^exercises\.(\w+)\.check\(my_(\w+)\)/.exec(next) ?? [];
  const typed = name && text.includes(`my_${written}`) ? kept[`${chapter}.${name}`] : undefined;
  return typed === undefined ? null : typed.replace(new RegExp(`(?<![\\w.])${written}\\b`, "g"), `my_${written}`);
}

/**
 * Whether a cell shows these functions of the book.
 * @param {string} text
 * @param {string} functions their names, with commas between
 */
function shows(text, functions) {
  const [, arguments_] = /^source\(([\w., \n]*)\)$/.exec(text.trim()) ?? [];
  const last = (/** @type {string} */ names) => names.split(",").map((name) => name.trim().split(".").pop()).filter(Boolean).join();
  return arguments_ !== undefined && last(arguments_) === last(functions);
}

/** @param {NotebookCell} cell */
const textOf = ({ source }) => (Array.isArray(source) ? source.join("") : source);

/**
 * @param {NotebookCell} cell
 * @param {string} source
 */
const changed = (cell, source) => ({ ...cell, metadata: {}, source: source.trimEnd(), outputs: [], execution_count: null });

/** @param {string} source @returns {NotebookCell} */
const code = (source) => ({ cell_type: "code", metadata: {}, source: source.trimEnd(), outputs: [], execution_count: null });
