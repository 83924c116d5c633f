// The code cells of a chapter run in the page, in order and in one namespace, and can be edited. What a cell says here
// stands beside what is printed, with the lines that differ marked.

import { openEditor } from "./editor.js";
import { button, element } from "./elements.js";
import { Kept } from "./exercise-parts.js";
import { soon } from "./lazy.js";
import { engineOf } from "./python.js";
import { PythonLine } from "./python-line.js";
import { PATIENCE, Stopped, messageOf } from "./source.js";

/**
 * @typedef {import("./editor.js").Editor} Editor
 * @typedef {import("./python.js").Engine} Engine
 */

const LEAVE = "Tab indents. Press Escape, then Tab, to leave the editor. Ctrl+Enter runs it.";

/** All cells of the page, and which of them the Python that there is has run. */
class Notebook {
  /** @type {Cell[]} */
  cells = [];
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

  /**
   * Run a cell after all above it that have not run as they stand.
   * @param {Cell} cell
   */
  async run(cell) {
    const upTo = this.cells.indexOf(cell);
    await this.engine.start();
    if (this.engine.worker !== this.ranIn) this.ran = [];
    const first = this.cells.findIndex((one, k) => k === upTo || one.text !== this.ran[k]);
    this.ran.length = first;
    for (const one of this.cells.slice(first, upTo + 1)) {
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

  /**
   * @param {Notebook} notebook
   * @param {HTMLElement} input
   */
  constructor(notebook, input) {
    this.notebook = notebook;
    this.block = /** @type {HTMLElement} */ (input.querySelector("div.highlight")?.parentElement);
    this.start = `${(input.querySelector("pre")?.textContent ?? "").trimEnd()}\n`;
    const output = input.closest("div.cell")?.querySelectorAll(".cell_output pre") ?? [];
    this.printed = [...output].map((one) => one.textContent?.trimEnd() ?? "").join("\n");
    this.kept = new Kept(`cell.${notebook.chapter}.${fingerprint(this.start)}`);
    this.python = new PythonLine(notebook.engine, notebook.bytes, "Run");
    this.press = button("Run", () => this.run());
    this.edit = button(this.kept.text === null ? "Edit" : "Go on with your edit", () => this.begin());
    this.reset = button("Reset", () => this.startAgain());
    this.actions = element("div", "exercise-actions cell-actions", this.press, this.edit, this.python.note);
    this.now = element("div", "cell-now");
    this.now.setAttribute("role", "status");
    input.append(this.actions, this.python.line, this.now);
    notebook.engine.watchers.add(() => this.sayPython());
    this.python.note.hidden = true; // every cell would say it
  }

  get text() {
    return this.editor?.text ?? this.start;
  }

  async begin() {
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
    this.editor.focus();
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

/** @param {string} text */
function fingerprint(text) {
  let sum = 5381;
  for (const letter of text) sum = (Math.imul(sum, 33) ^ (letter.codePointAt(0) ?? 0)) >>> 0;
  return sum.toString(36);
}

const place = /** @type {HTMLElement | null} */ (document.querySelector("div[data-chapter][data-python]"));
const inputs = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("div.cell .cell_input"));
if (place && inputs.length) {
  const notebook = new Notebook(place);
  /** @type {Map<HTMLElement, Cell>} */
  const made = new Map();
  const all = [...inputs];
  soon(inputs, (input) => {
    for (const one of all.slice(0, all.indexOf(input) + 1)) {
      if (!made.has(one)) made.set(one, new Cell(notebook, one));
    }
    notebook.cells = all.filter((one) => made.has(one)).map((one) => /** @type {Cell} */ (made.get(one)));
    input.dataset.ready = "";
  });
}
