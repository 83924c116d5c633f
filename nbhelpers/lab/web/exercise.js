// The exercises of the page. A prediction is judged by a table that stands in the page; code is judged by the
// same Python as in a notebook, which starts while the reader writes, once an exercise is opened.

import { Outdated } from "./edition.js";
import { SILENCE, Silent, engineOf } from "./python.js";
import { soon, savesData } from "./lazy.js";
import { openEditor } from "./editor.js";
import { button, element } from "./elements.js";
import { Kept, judged } from "./exercise-parts.js";
import { tellFigures, whereUsed } from "./followers.js";
import { PythonLine } from "./python-line.js";
import { reportOf } from "./report.js";
import { PATIENCE, Stopped, messageOf } from "./source.js";
import { judge } from "./typed.js";

/** @typedef {import("./editor.js").Editor} Editor */

const SILENT = "Is there a pause (time.sleep), or one call that takes very long, such as sum(range(10**12))?";
const LEAVE = "Tab indents. Press Escape, then Tab, to leave the editor. Ctrl+Enter checks.";

class CodeExercise {
  /** @type {Editor | null} */
  editor = null;
  busy = false;

  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    this.name = place.dataset.exercise ?? "";
    this.box = /** @type {HTMLElement} */ (place.querySelector(".exercise-start"));
    this.start = `${this.box.textContent ?? ""}\n`;
    this.kept = new Kept(this.name);
    this.open = button(this.kept.text === null ? "Write your answer" : "Go on with your answer", () => this.begin());
    this.check = button("Check", () => this.judge(), "exercise-main");
    this.reset = button("Reset", () => this.startAgain());
    this.put = button("Use it in the figures", () => this.use());
    this.back = button("The book’s own again", () => this.giveBack());
    this.engine = place.dataset.python ? engineOf(place.dataset.python) : null;
    this.python = new PythonLine(this.engine, Number(place.dataset.pythonBytes), "Check");
    this.line = this.python.line;
    this.actions = element("div", "exercise-actions", this.open, this.python.note);
    this.report = element("div", "exercise-report");
    this.report.setAttribute("aria-live", "polite");
    this.box.after(this.actions, this.line, this.report);
    this.engine?.watchers.add(() => this.sayPython());
    this.sayPython();
  }

  /** Put the editor in the place of the starting code. */
  async begin() {
    this.open.disabled = true;
    const help = element("p", "exercise-help", LEAVE);
    help.id = `${this.place.id}-help`;
    const text = this.kept.text ?? this.start;
    const settings = {
      label: `Your answer, in Python: ${this.place.getAttribute("aria-label")}`,
      describedBy: help.id,
      changed: (/** @type {string} */ now) => this.kept.keep(now === this.start ? null : now),
      check: () => this.judge(),
    };
    const host = element("div", "exercise-editor");
    this.editor = await openEditor(this.place.dataset.editor, host, text, settings);
    this.box.replaceChildren(host, help);
    this.actions.replaceChildren(this.check, this.reset, ...(this.place.dataset.stands ? [this.put, this.back] : []));
    this.prepare();
    this.editor?.focus();
  }

  /** Start Python while the reader writes. One who saves data is told what Check would load instead. */
  prepare() {
    this.check.disabled = !this.engine;
    if (!this.engine) this.line.textContent = "This site brings no Python: check your answer in the chapter’s notebook.";
    else if (this.engine.status === "off" && savesData()) this.sayPython();
    else this.engine.start().then(() => this.sayPython(), (error) => this.sayFailure(error));
  }

  /** @param {unknown} error */
  sayFailure(error) {
    if (this.busy) return; // whoever waits for a check is told there
    this.sayTrouble(error, `Python could not be started: ${messageOf(error)}. You can write all the same; Check tries again.`);
  }

  /**
   * @param {unknown} error
   * @param {string} text
   */
  sayTrouble(error, text) {
    const reload = error instanceof Outdated ? [" ", button("Reload", () => location.reload())] : [];
    this.report.replaceChildren(element("p", "exercise-summary", text, ...reload));
  }

  startAgain() {
    this.editor?.replace(this.start);
    this.kept.keep(null);
    this.report.replaceChildren();
    this.editor?.focus();
  }

  judge() {
    return this.ask("check", { code: this.editor?.text }, (found) => {
      this.report.replaceChildren(...reportOf(found));
      judged(this.place, found.passed);
    });
  }

  /** The answer, right or wrong, in the place of the book's own function. */
  use() {
    return this.ask("put", { code: this.editor?.text }, async ({ problem }) => {
      if (!problem) tellFigures();
      this.summary(problem ? `${problem}\nThe figures stay as they were.` : await whereUsed([this.place.dataset.stands ?? ""]));
    });
  }

  giveBack() {
    return this.ask("give_back", {}, () => {
      tellFigures();
      this.summary("The figures compute with the book’s own.");
    }, this.place.dataset.stands);
  }

  /** @param {string | (Node | string)[]} words */
  summary(words) {
    this.report.replaceChildren(element("p", "exercise-problem", ...(typeof words === "string" ? [words] : words)));
  }

  /**
   * @param {"check" | "put" | "give_back"} what
   * @param {Record<string, unknown>} values
   * @param {(found: any) => void | Promise<void>} then
   * @param {string} about
   */
  async ask(what, values, then, about = this.name) {
    if (this.busy || !this.engine || !this.editor) return;
    this.setBusy(true);
    const { engine } = this;
    const slow = setTimeout(() => this.python.sayRunning("Checking", () => this.busy), PATIENCE);
    try {
      await engine.start();
      await then(await engine.request({ lab: about, do: what, values }));
    } catch (error) {
      this.sayTrouble(error, this.words(error));
    } finally {
      clearTimeout(slow);
      this.setBusy(false);
      this.sayPython();
    }
  }

  /** @param {unknown} error */
  words(error) {
    if (error instanceof Stopped) return "Stopped. Your answer is still there.";
    if (error instanceof Silent) return `Stopped: it did not end within ${SILENCE / 1000} s. ${SILENT} Your answer is still there.`;
    if (error instanceof Outdated) return `It could not be checked: ${error.message}.`;
    return `It could not be checked: ${messageOf(error)}. Your answer is still there; try again.`;
  }

  /** @param {boolean} on */
  setBusy(on) {
    this.busy = on;
    for (const one of [this.check, this.put, this.back]) one.setAttribute("aria-disabled", String(on));
    this.report.toggleAttribute("aria-busy", on);
  }

  sayPython() {
    this.python.say(this.editor !== null, this.busy);
  }
}

/**
 * A field for a number under the question.
 * @param {HTMLElement} place
 */
function prediction(place) {
  /** @type {import("./typed.js").Judgement} */
  const judgement = JSON.parse(place.dataset.judgement ?? "{}");
  const field = document.createElement("input");
  field.type = "text";
  field.autocomplete = field.autocapitalize = "off";
  field.spellcheck = false;
  field.setAttribute("aria-label", "Your number");
  const kept = new Kept(place.dataset.exercise ?? "");
  field.value = kept.text ?? "";
  field.addEventListener("input", () => kept.keep(field.value || null));
  const said = element("p", "exercise-said");
  said.setAttribute("role", "status");
  const form = document.createElement("form");
  form.className = "exercise-actions";
  const press = button("Check", () => {}, "exercise-main");
  press.type = "submit";
  form.append(field, press);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { right, words } = judge(field.value, judgement);
    said.textContent = right === null ? words : `${right ? "✓" : "✗"} ${words}`;
    judged(place, Boolean(right));
  });
  place.querySelector(".exercise-task")?.after(form, said);
}

const places = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("div.exercise[data-kind]"));
soon(places, (place) => {
  if (place.dataset.kind === "prediction") prediction(place);
  else new CodeExercise(place);
  place.dataset.ready = "";
});
