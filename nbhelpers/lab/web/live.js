// The way from recorded states to live Python for one lab: the offer, the progress, the change of source.

import { readAddress } from "./address.js";
import { remedy } from "./edition.js";
import { element } from "./elements.js";
import { Computed } from "./live-source.js";
import { engineOf } from "./python.js";
import { Stopped, messageOf } from "./source.js";
import { setStage } from "./stage.js";
import { keep, kept } from "./storage.js";

/**
 * @typedef {import("./python.js").Engine} Engine
 * @typedef {import("./values.js").Control} Control
 * @typedef {import("./view.js").View} View
 */

const KEY = "labs.live"; // kept as "always" if the reader wants Python started on every page

/** @param {number} bytes */
function megabytes(bytes) {
  return String(Math.round(bytes / 1e6));
}

const always = () => kept(KEY) === "always";

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

  /**
   * @param {View} view
   * @param {HTMLButtonElement} button
   * @param {Engine} engine
   */
  constructor(view, button, engine) {
    this.view = view;
    this.button = button;
    this.engine = engine;
    this.note = element("span", "lab-live-note", `any value, computed in this page: loads ${this.size} MB of Python`);
    button.after(this.note);
    for (const sign of ["pointerenter", "pointerdown"]) button.addEventListener(sign, () => engine.warm(), { once: true });
    this.nameNumbers();
    engine.watchers.add(() => this.changed());
    view.store.subscribe((_, by) => {
      if (["reader", "play"].includes(by)) this.wanted = null; // the reader has turned a control: what the address wanted no longer counts
    });
  }

  /**
   * None where the page names no Python to load.
   * @param {View} view
   */
  static of(view) {
    const address = view.root.dataset.live;
    const button = view.form.querySelector('[data-action="live"]');
    if (!address || !(button instanceof HTMLButtonElement)) return null;
    return new GoLive(view, button, engineOf(address));
  }

  get size() {
    return megabytes(Number(this.view.root.dataset.liveBytes));
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

  /** @param {string} search */
  read(search) {
    return readAddress(search, this.view.root.id, this.controls);
  }

  /**
   * Whether an address holds values that only live Python can show: then they are offered, or asked for at once.
   * @param {string} search
   * @param {boolean} kept whether they are the reader's own, kept from before
   */
  wants(search, kept = false) {
    if (this.done || this.read(search).problems.length) return false;
    this.wanted = search;
    if (this.engine.status !== "off") return true;
    const what = kept ? "What you made here is kept. Live Python shows it" : "The address asks for values that were not recorded. Live Python computes them";
    const text = `${what} (${this.size} MB to load).`;
    this.view.say(text, () => this.start(), "Go live");
    return true;
  }

  /** The reader asked here. */
  start() {
    this.asked = true;
    this.view.say("");
    return this.begin();
  }

  async begin() {
    try {
      await this.engine.start();
      await this.change();
    } catch (error) {
      this.asked = false;
      const text = `Live Python could not be started: ${messageOf(error)}. The recorded states stay.`;
      this.view.say(text, ...remedy(error, () => this.start()));
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
    const numbers = this.view.form.querySelector('[data-as="csv"]');
    const takes = this.engine.status === "off" ? `: goes live first, ${this.size} MB` : ": when Python has started";
    if (numbers) numbers.textContent = `Numbers (CSV)${this.engine.status === "ready" ? "" : takes}`;
  }

  sayLoading() {
    const { loaded, total, step } = this.engine.loading;
    if (this.engine.status !== "loading") return this.view.progress.clear();
    const text = step === "starting" ? "Starting Python" : `Loading Python: ${megabytes(loaded)} of ${megabytes(total)} MB`;
    this.view.progress.show(text, total ? Math.min(1, loaded / total) : 0);
  }

  /** Change from the recorded states to Python's: other stage, other controls, the same values. */
  change() {
    this.changing ??= this.swap().catch((error) => {
      this.changing = null;
      if (!(error instanceof Stopped)) this.view.failed(error);
    });
    return this.changing;
  }

  async swap() {
    const { view, engine } = this;
    const { lab = "" } = view.root.dataset;
    const stage = await engine.request({ lab, do: "stage" });
    this.done = true;
    setStage(view, new Computed(engine, lab, stage.controls), stage, this.wanted === null ? {} : this.read(this.wanted).values);
    this.settled();
  }

  /** Live now: the offer gives way to the choice to have it so always. */
  settled() {
    const here = document.activeElement === this.button;
    this.view.progress.clear();
    this.button.hidden = true;
    const box = document.createElement("input");
    box.type = "checkbox";
    box.dataset.always = "";
    box.checked = always();
    box.addEventListener("change", () => {
      keep(KEY, box.checked ? "always" : null);
      for (const other of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-always]"))) {
        other.checked = box.checked;
      }
    });
    const label = document.createElement("label");
    label.append(box, " live on every page of this book");
    this.note.replaceChildren(label);
    if (here) box.focus();
    this.view.spoken.say("Python is live in this figure: its controls take any value now.");
  }
}
