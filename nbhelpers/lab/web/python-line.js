// What a place with an editor says of Python: what it would load, how far that is, that it runs.

import { button, element } from "./elements.js";
import { savesData } from "./lazy.js";
import { PATIENCE } from "./source.js";

/** @typedef {import("./python.js").Engine} Engine */

export class PythonLine {
  had = false; // whether Python has been ready

  /**
   * @param {Engine | null} engine
   * @param {number} bytes that Python loads
   * @param {string} verb on the button that loads it
   */
  constructor(engine, bytes, verb) {
    this.engine = engine;
    this.size = Math.round(bytes / 1e6);
    this.verb = verb;
    this.note = element("span", "exercise-note");
    this.line = element("p", "exercise-line");
    this.line.setAttribute("role", "status");
  }

  /**
   * What Python will load, how far that is, and nothing once it is there.
   * @param {boolean} open whether the editor is there
   * @param {boolean} busy whether something of this place runs
   */
  say(open, busy) {
    const { status } = this.engine ?? {};
    const loads = status === "off" && !savesData();
    this.note.textContent = loads ? `loads Python into this page (${this.size} MB)` : "";
    if (!open || !status) return;
    if (status === "loading") return this.sayLoading();
    this.had ||= status === "ready";
    if (busy) return;
    this.line.textContent = status === "ready" ? "" : `${this.verb} loads Python into this page (${this.size} MB).`;
  }

  sayLoading() {
    const { loaded, total, step } = this.engine?.loading ?? { loaded: 0, total: 0, step: "" };
    const first = step === "starting" ? "Starting Python …" : `Loading Python into this page (${this.size} MB) …`;
    const text = this.had ? "Starting Python again …" : first;
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = total ? Math.min(1, loaded / total) : 0;
    bar.setAttribute("aria-label", text);
    if (this.line.firstChild?.textContent === text) this.line.lastChild?.replaceWith(bar);
    else this.line.replaceChildren(text, bar);
  }

  /**
   * @param {string} doing
   * @param {() => boolean} busy
   */
  sayRunning(doing, busy) {
    if (!busy()) return;
    if (this.engine?.status === "ready") {
      this.line.replaceChildren(`${doing} … `, button("Stop", () => this.engine?.stop()));
    } else setTimeout(() => this.sayRunning(doing, busy), PATIENCE);
  }
}
