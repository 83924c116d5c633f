// At a chapter's foot: the reader gives a seed, and the page checks its own printed equations again.

import { button, element } from "./elements.js";
import { soon } from "./lazy.js";
import { prove } from "./proof.js";
import { engineOf } from "./python.js";
import { PythonLine } from "./python-line.js";
import { PATIENCE, Stopped, messageOf } from "./source.js";

const HIGHEST = 2 ** 31;

class Prove {
  busy = false;

  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    this.labels = (place.dataset.equations ?? "").split(",");
    this.engine = engineOf(place.dataset.python ?? "");
    this.python = new PythonLine(this.engine, Number(place.dataset.pythonBytes), "Check");
    this.seed = document.createElement("input");
    Object.assign(this.seed, { type: "number", min: "0", max: String(HIGHEST), value: String(new Date().getFullYear()), required: true });
    const label = element("label", "", "Seed ");
    label.append(this.seed);
    this.press = button(`Check all ${this.labels.length} equations`, () => {}, "exercise-main");
    this.press.type = "submit";
    const form = document.createElement("form");
    form.className = "exercise-actions";
    form.append(label, this.press, this.python.note);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.start();
    });
    this.said = element("p", "exercise-summary");
    this.said.setAttribute("role", "status");
    this.list = element("ul", "exercise-cases");
    const title = element("p", "prove-title", element("strong", "", "Prove this page. "));
    title.append("Give a seed: the page draws values with it and checks its printed equations against its code, here.");
    place.append(title, form, this.python.line, this.said, this.list);
    this.engine.watchers.add(() => this.python.say(true, this.busy));
    this.python.say(false, false);
  }

  async start() {
    if (this.busy) return;
    this.busy = true;
    this.press.setAttribute("aria-disabled", "true");
    this.list.replaceChildren();
    this.said.textContent = "";
    const slow = setTimeout(() => this.python.sayRunning("Checking", () => this.busy), PATIENCE);
    try {
      await this.engine.start();
      this.said.textContent = await this.all(this.seed.valueAsNumber);
    } catch (error) {
      const words = error instanceof Stopped ? "Stopped." : `They could not be checked: ${messageOf(error)}.`;
      this.said.textContent = words;
    } finally {
      clearTimeout(slow);
      this.busy = false;
      this.press.setAttribute("aria-disabled", "false");
      this.python.say(true, false);
    }
  }

  /** @param {number} seed */
  async all(seed) {
    let failed = 0;
    let compared = 0;
    await prove(this.engine, this.place.dataset.chapter ?? "", this.labels, seed, (line, found) => {
      this.list.append(line);
      failed += Number(!found.holds);
      compared += found.compared;
    });
    const all = `${compared.toLocaleString("en")} comparisons at seed ${seed}`;
    return failed ? `${failed} of ${this.labels.length} do not hold: ${all}.` : `All ${this.labels.length} hold: ${all}.`;
  }
}

const places = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("div.prove[data-equations]"));
soon(places, (place) => {
  new Prove(place);
  place.dataset.ready = "";
});
