// The code cells of a chapter run in the page, in order and in one namespace; they can be edited, and others added. What
// a cell says here stands beside what is printed, with the lines that differ marked.

import { openEditor } from "./editor.js";
import { button, element } from "./elements.js";
import { Kept } from "./exercise-parts.js";
import { soon } from "./lazy.js";
import { addedAfter, fingerprint, withOwn } from "./own-notebook.js";
import { engineOf } from "./python.js";
import { PythonLine } from "./python-line.js";
import { PATIENCE, Stopped, messageOf } from "./source.js";
import { kept, keptKeys } from "./storage.js";

/**
 * @typedef {import("./editor.js").Editor} Editor
 * @typedef {import("./python.js").Engine} Engine
 */

const OURS = "exercise."; // before the names of all that `Kept` keeps
const LEAVE = "Tab indents. Press Escape, then Tab, to leave the editor. Ctrl+Enter runs it.";

/** All cells of the page, and which of them the Python that there is has run. */
class Notebook {
  /** @type {Cell[]} those of the chapter */
  printed = [];
  /** @type {string[]} the text of each cell that was run, from the first one on */
  ran = [];
  /** @type {Worker | null} */
  ranIn = null;

  /** @param {HTMLElement} place names the chapter and its Python */
  constructor(place) {
    const { chapter = "", python = "", pythonBytes, editor } = place.dataset;
    this.chapter = chapter;
    this.editorAddress = editor;
    this.bytes = Number(pythonBytes);
    this.engine = engineOf(python);
  }

  /** Those of the chapter, each with what the reader added after it. */
  get cells() {
    return this.printed.flatMap((cell) => [cell, ...cell.added]);
  }

  /**
   * Run a cell after all above it that have not run as they stand.
   * @param {Cell} cell
   */
  async run(cell) {
    const { cells } = this;
    const upTo = cells.indexOf(cell);
    await this.engine.start();
    if (this.engine.worker !== this.ranIn) this.ran = [];
    const first = cells.findIndex((one, k) => k === upTo || one.text !== this.ran[k]);
    this.ran.length = first;
    for (const one of cells.slice(first, upTo + 1)) {
      const found = await this.engine.request({ lab: this.chapter, do: "cell", values: { code: one.text } });
      this.ranIn = this.engine.worker;
      one.show(found);
      if (found.problem) return one;
      this.ran.push(one.text);
    }
    return cell;
  }
}

class Cell {
  /** @type {Editor | null} */
  editor = null;
  busy = false;
  /** @type {Added[]} */
  added = [];

  /**
   * @param {Notebook} notebook
   * @param {HTMLElement} input
   */
  constructor(notebook, input) {
    this.notebook = notebook;
    this.input = input;
    this.block = /** @type {HTMLElement} */ (input.querySelector("div.highlight")?.parentElement);
    this.start = `${(input.querySelector("pre")?.textContent ?? "").trimEnd()}\n`;
    const output = input.closest("div.cell")?.querySelectorAll(".cell_output pre") ?? [];
    this.printed = [...output].map((one) => one.textContent?.trimEnd() ?? "").join("\n");
    this.mark = fingerprint(this.start);
    this.kept = new Kept(`cell.${notebook.chapter}.${this.mark}`);
    this.python = new PythonLine(notebook.engine, notebook.bytes, "Run");
    this.press = button("Run", () => this.run());
    this.edit = button(this.kept.text === null ? "Edit" : "Go on with your edit", () => this.begin());
    this.reset = button("Reset", () => this.startAgain());
    this.more = button("Add a cell", () => this.add());
    this.more.setAttribute("aria-label", "Add a cell of your own after this one");
    this.actions = element("div", "exercise-actions cell-actions", this.press, this.edit, this.more, this.python.note);
    this.now = element("div", "cell-now");
    this.now.setAttribute("role", "status");
    input.append(this.actions, this.python.line, this.now);
    notebook.engine.watchers.add(() => this.sayPython());
    this.python.note.hidden = true; // every cell would say it
  }

  get text() {
    return this.editor?.text ?? this.start;
  }

  /** The cells that were added here on an earlier visit. */
  restore() {
    const names = keptKeys().filter((key) => key.startsWith(OURS)).map((key) => key.slice(OURS.length));
    this.added = addedAfter(names, this.notebook.chapter, this.mark).map((name) => new Added(this, name));
  }

  /** A cell of the reader's own, the last of those after this one. */
  add() {
    const last = this.added.at(-1);
    const number = last ? Number(last.name.split(".").pop()) + 1 : 0;
    const made = new Added(this, `added.${this.notebook.chapter}.${this.mark}.${number}`);
    this.added.push(made);
    made.ready.then(() => made.editor?.focus());
  }

  async begin(focus = true) {
    this.edit.disabled = true;
    const host = element("div", "exercise-editor");
    const help = element("p", "exercise-help", LEAVE);
    help.id = `help-cell-${fingerprint(this.start)}`;
    this.block.after(host, help);
    this.editor = await openEditor(this.notebook.editorAddress, host, this.kept.text ?? this.start, {
      label: "The cell, in Python",
      describedBy: help.id,
      changed: (now) => this.kept.keep(now === this.start ? null : now),
      check: () => this.run(),
    });
    this.block.hidden = true;
    this.edit.replaceWith(this.reset);
    if (focus) this.editor.focus();
  }

  startAgain() {
    this.editor?.replace(this.start);
    this.kept.keep(null);
    this.now.replaceChildren();
    this.editor?.focus();
  }

  async run() {
    if (this.busy) return;
    this.setBusy(true);
    const slow = setTimeout(() => this.python.sayRunning("Running", () => this.busy), PATIENCE);
    try {
      const last = await this.notebook.run(this);
      if (last !== this) this.now.replaceChildren(element("p", "", "A cell above fails, so this one has not run: "), last.link());
    } catch (error) {
      const words = error instanceof Stopped ? "Stopped." : `It could not be run: ${messageOf(error)}.`;
      this.now.replaceChildren(element("p", "", words));
    } finally {
      clearTimeout(slow);
      this.setBusy(false);
      this.sayPython();
    }
  }

  /** @param {boolean} on */
  setBusy(on) {
    this.busy = on;
    this.press.setAttribute("aria-disabled", String(on));
  }

  sayPython() {
    if (this.busy) this.python.say(true, true);
    else this.python.line.textContent = "";
  }

  link() {
    return button("go there", () => this.now.scrollIntoView({ block: "center" }));
  }

  /** The cell below which this one's own come. */
  get last() {
    return this.added.at(-1)?.input ?? this.input;
  }

  /**
   * What it says now, beside what is printed.
   * @param {{text: string, problem: string}} found
   */
  show({ text, problem }) {
    const parts = [];
    if (problem) parts.push(element("p", "exercise-problem", problem));
    if (text === this.printed && !problem) parts.push(element("p", "cell-same", text ? "✓ as printed" : "✓ has run"));
    else if (text || !problem) parts.push(element("p", "", "Now it says:"), marked(text, this.printed));
    this.now.replaceChildren(...parts);
  }
}

/** A cell of the reader's own. */
class Added extends Cell {
  /**
   * @param {Cell} above the cell of the chapter after which it stands
   * @param {string} name under which it is kept
   */
  constructor(above, name) {
    const input = element("div", "cell_input cell-added", element("div", "", element("div", "highlight")));
    above.last.after(input);
    super(above.notebook, input);
    this.above = above;
    this.name = name;
    this.start = "";
    this.kept = new Kept(name);
    this.more.remove();
    this.reset.textContent = "Delete";
    this.ready = this.begin(false);
  }

  startAgain() {
    this.kept.keep(null);
    this.input.remove();
    this.above.added = this.above.added.filter((one) => one !== this);
    this.above.more.focus();
  }

  /** @param {{text: string, problem: string}} found */
  show({ text, problem }) {
    const parts = text ? [element("pre", "exercise-printed", text)] : [];
    if (problem) parts.push(element("p", "exercise-problem", problem));
    this.now.replaceChildren(...(parts.length ? parts : [element("p", "cell-same", "✓ has run")]));
  }
}

/**
 * The text, with the lines marked that are not printed.
 * @param {string} text
 * @param {string} printed
 */
function marked(text, printed) {
  const known = new Set(printed.split("\n"));
  const lines = text.split("\n").flatMap((line, k) => {
    const shown = known.has(line) ? line : element("mark", "", line);
    return k ? ["\n", shown] : [shown];
  });
  return element("pre", "exercise-printed", ...lines);
}

/**
 * The chapter as a notebook with what was typed on its page, where the link to its file leads to the book's own.
 * @param {MouseEvent} event
 * @param {string} chapter
 */
async function downloadOwn(event, chapter) {
  const link = event.target instanceof Element ? event.target.closest('a[download][href$=".ipynb"]') : null;
  const names = keptKeys().filter((key) => key.startsWith(OURS));
  if (!(link instanceof HTMLAnchorElement) || link.href.startsWith("blob:") || !names.length) return;
  event.preventDefault();
  const mine = Object.fromEntries(names.map((key) => [key.slice(OURS.length), kept(key) ?? ""]));
  try {
    const made = withOwn(await (await fetch(link.href)).json(), chapter, mine);
    const own = document.createElement("a");
    own.href = URL.createObjectURL(new Blob([JSON.stringify(made, null, 1)], { type: "application/x-ipynb+json" }));
    own.download = `${chapter}.ipynb`;
    own.click();
    setTimeout(() => URL.revokeObjectURL(own.href), 60_000);
  } catch {
    location.assign(link.href); // the book's own, as the link has it
  }
}

const place = /** @type {HTMLElement | null} */ (document.querySelector("div[data-chapter][data-python]"));
const inputs = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("div.cell .cell_input"));
if (place && inputs.length) {
  const notebook = new Notebook(place);
  document.addEventListener("click", (event) => downloadOwn(event, notebook.chapter));
  /** @type {Map<HTMLElement, Cell>} */
  const made = new Map();
  const all = [...inputs];
  soon(inputs, (input) => {
    for (const one of all.slice(0, all.indexOf(input) + 1)) {
      if (made.has(one)) continue;
      const cell = new Cell(notebook, one);
      made.set(one, cell);
      cell.restore();
    }
    notebook.printed = all.filter((one) => made.has(one)).map((one) => /** @type {Cell} */ (made.get(one)));
    input.dataset.ready = "";
  });
}
