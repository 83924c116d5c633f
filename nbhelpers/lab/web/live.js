// The way from recorded states to live Python for one lab: the offer, the progress, the change of source.

import { readAddress } from "./address.js";
import { Computed } from "./live-source.js";
import { remedy } from "./edition.js";
import { engineOf, Stopped } from "./python.js";
import { Grid } from "./grid.js";
import { Handles } from "./drag-points.js";
import { messageOf } from "./recorded.js";

const KEY = "labs.live"; // in localStorage: "always" if the reader wants Python started on every page

/**
 * @typedef {import("./python.js").Engine} Engine
 * @typedef {import("./lab.js").Lab} Lab
 * @typedef {import("./recorded.js").Control} Control
 */

/** @param {number} bytes */
function megabytes(bytes) {
  return String(Math.round(bytes / 1e6));
}

function always() {
  try {
    return localStorage.getItem(KEY) === "always";
  } catch {
    return false; // storage is forbidden: nothing is kept
  }
}

/** @param {boolean} on */
function keepAlways(on) {
  try {
    if (on) localStorage.setItem(KEY, "always");
    else localStorage.removeItem(KEY);
  } catch {
    // storage is forbidden: the choice holds for this page only
  }
}

export class GoLive {
  /** @type {Control[]} all that live controls offer, known before Python is */
  controls = [];
  /** @type {string | null} the address whose values were asked for and not recorded */
  wanted = null;
  /** Whether the reader asked here, so that progress and failure are said here. */
  asked = false;
  done = false;
  /** @type {Promise<void> | null} */
  changing = null;
  /** @type {Handles | null} */
  handles = null;

  /**
   * @param {Lab} lab
   * @param {HTMLButtonElement} button
   * @param {Engine} engine
   */
  constructor(lab, button, engine) {
    this.lab = lab;
    this.button = button;
    this.engine = engine;
    this.line = document.createElement("p");
    this.line.className = "lab-live";
    this.note = document.createElement("span");
    this.note.className = "lab-live-note";
    this.note.textContent = `any value, computed in this page: loads ${this.size} MB of Python`;
    button.after(this.note);
    lab.form.after(this.line);
    this.nameNumbers();
    engine.watchers.add(() => this.changed());
  }

  /**
   * None where the page names no Python to load.
   * @param {Lab} lab
   */
  static of(lab) {
    const address = lab.figure.dataset.live;
    const button = lab.form.querySelector('[data-action="live"]');
    if (!address || !(button instanceof HTMLButtonElement)) return null;
    return new GoLive(lab, button, engineOf(address));
  }

  get size() {
    return megabytes(Number(this.lab.figure.dataset.liveBytes));
  }

  /**
   * The recorded states are there; these controls can be had.
   * @param {Control[]} controls
   */
  offer(controls) {
    this.controls = controls;
    if (always()) this.begin();
    else if (this.engine.status === "ready") this.change();
  }

  /**
   * Whether an address holds values that only live Python can show: then they are offered, or asked for at once.
   * @param {string} search
   */
  wants(search) {
    if (this.done || readAddress(search, this.lab.name, this.controls).problems.length) return false;
    this.wanted = search;
    if (this.engine.status !== "off") return true;
    const text = `The address asks for values that were not recorded. Live Python computes them (${this.size} MB to load).`;
    this.lab.say(text, () => this.start(), "Go live");
    return true;
  }

  /** The reader has turned a control: what the address wanted no longer counts. */
  forget() {
    this.wanted = null;
  }

  /** The reader asked here. */
  start() {
    this.asked = true;
    this.lab.say("");
    return this.begin();
  }

  async begin() {
    try {
      await this.engine.start();
      await this.change();
    } catch (error) {
      this.asked = false;
      const text = `Live Python could not be started: ${messageOf(error)}. The recorded states stay.`;
      this.lab.say(text, ...remedy(error, () => this.start()));
    }
  }

  /** Something changed with the engine. */
  changed() {
    const { status } = this.engine;
    this.nameNumbers();
    if (status === "ready" && this.controls.length) this.change();
    this.button.setAttribute("aria-disabled", String(status !== "off")); // not disabled: that would lose the focus
    this.button.textContent = status === "loading" ? "Loading Python…" : "Go live";
    if (this.asked && !this.done) this.sayLoading();
  }

  /** The numbers are Python's: what saving them takes is said where they are offered. */
  nameNumbers() {
    const numbers = this.lab.form.querySelector('[data-as="csv"]');
    const takes = this.engine.status === "off" ? `: goes live first, ${this.size} MB` : ": when Python has started";
    if (numbers) numbers.textContent = `Numbers (CSV)${this.engine.status === "ready" ? "" : takes}`;
  }

  sayLoading() {
    const { loaded, total, step } = this.engine.loading;
    if (this.engine.status !== "loading") return this.line.replaceChildren();
    const text = step === "starting" ? "Starting Python" : `Loading Python: ${megabytes(loaded)} of ${megabytes(total)} MB`;
    this.showProgress(text, total ? Math.min(1, loaded / total) : 0);
  }

  /**
   * @param {string} text
   * @param {number | null} share how much is done, null where nobody knows
   * @param {(() => void) | null} stop
   */
  showProgress(text, share, stop = null) {
    let bar = this.line.querySelector("progress");
    let words = this.line.querySelector("span");
    if (!bar || !words || Boolean(stop) !== Boolean(this.line.querySelector("button"))) {
      bar = document.createElement("progress");
      bar.max = 1;
      words = document.createElement("span");
      this.line.replaceChildren(words, " ", bar);
      if (stop) this.line.append(" ", button("Stop", stop));
    }
    if (words.textContent !== text) this.lab.spoken.say(text);
    words.textContent = text;
    if (share === null) bar.removeAttribute("value");
    else bar.value = share;
    bar.setAttribute("aria-label", text);
  }

  /** Change from the recorded states to Python's: other stage, other controls, the same values. */
  change() {
    this.changing ??= this.swap().catch((error) => {
      this.changing = null;
      if (!(error instanceof Stopped)) this.failed(error);
    });
    return this.changing;
  }

  async swap() {
    const { lab } = this;
    const name = lab.figure.dataset.lab ?? "";
    const stage = await this.engine.request({ lab: name, do: "stage" });
    const before = lab.source?.controls.map((control, k) => control.values[lab.indices[k]]) ?? [];
    const named = new Map(lab.source?.controls.map((control, k) => [control.name, before[k]]));
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.getAttribute("name") : "";
    const inside = lab.form.contains(document.activeElement);
    lab.find(".lab-panels").innerHTML = stage.panels.join("");
    lab.find(".lab-knobs").innerHTML = stage.knobs;
    lab.findSlots();
    this.handles = new Handles(lab, stage.points);
    this.done = true;
    lab.take(new Computed(this.engine, lab, stage.controls, this));
    for (const grid of stage.grids) new Grid(lab, grid);
    const keep = (/** @type {Control} */ control) => control.values.indexOf(named.get(control.name) ?? "");
    const indices = stage.controls.map((/** @type {Control} */ control) => Math.max(keep(control), 0));
    if (this.wanted === null) lab.go(indices, false);
    else lab.follow(this.wanted);
    const again = inside && focused ? lab.form.elements.namedItem(focused) : null;
    if (again instanceof HTMLElement) again.focus();
    this.settled();
  }

  /** Live now: the offer gives way to the choice to have it so always. */
  settled() {
    const here = document.activeElement === this.button;
    this.line.replaceChildren();
    this.button.hidden = true;
    const box = document.createElement("input");
    box.type = "checkbox";
    box.dataset.always = "";
    box.checked = always();
    box.addEventListener("change", () => {
      keepAlways(box.checked);
      for (const other of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-always]"))) {
        other.checked = box.checked;
      }
    });
    const label = document.createElement("label");
    label.append(box, " live on every page of this book");
    this.note.replaceChildren(label);
    if (here) box.focus();
    this.lab.spoken.say("Python is live in this figure: its controls take any value now.");
  }

  /**
   * @param {number | null} share
   */
  computing(share = null) {
    const text = this.engine.status === "ready" ? "Computing" : "Starting Python again";
    this.showProgress(text, share, () => this.engine.stop());
  }

  computed() {
    this.line.replaceChildren();
  }

  /** @param {Error} error */
  failed(error) {
    this.line.replaceChildren();
    if (error instanceof Stopped) this.lab.say("Stopped. The picture shows the last state that was finished.");
    else this.lab.say(`Python could not answer: ${messageOf(error)}. The picture shows the last state that was finished.`);
  }
}

/**
 * @param {string} text
 * @param {() => void} act
 */
function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}
