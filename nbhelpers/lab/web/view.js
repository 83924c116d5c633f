// What is seen of one lab: its picture, its sentence, its controls, its messages. It knows its root element, its store
// and its source, and nothing of the page around them: the same view stands on a page and in a notebook.

import { Spoken } from "./announce.js";
import { setControl } from "./controls.js";
import { button, tell } from "./elements.js";
import { ProgressLine } from "./progress-line.js";
import { PATIENCE, Stopped, messageOf } from "./source.js";

/**
 * @typedef {import("./source.js").Picture} Picture
 * @typedef {import("./source.js").Source} Source
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./values.js").Seen} Seen
 * @typedef {import("./values.js").State} State
 */

const LAST = "The picture shows the last state that was finished.";

export class View {
  /** @type {Source | null} */
  source = null;
  /** @type {Seen} the state that the picture shows */
  seen = { controls: [], values: {} };
  /** @type {import("./drag-points.js").Handles | null} */
  handles = null;
  /** @type {Record<string, string>} what each moving part shows */
  pieces = {};
  /** @type {Map<string, Element>} the groups of the picture into which the moving parts go */
  slots = new Map();
  asked = 0;
  slow = 0;

  /**
   * @param {HTMLElement} root the figure
   * @param {Store} store
   */
  constructor(root, store) {
    this.root = root;
    this.store = store;
    this.stage = this.find(".lab-view");
    this.reading = this.find("[data-reading]");
    this.message = this.find("[data-message]");
    this.spoken = new Spoken(root);
    this.form = root.ownerDocument.createElement("form"); // until the figure's own is there
    this.progress = new ProgressLine(this.form, (text) => this.spoken.say(text));
    this.findSlots();
    this.stage.querySelector(".lab-formula")?.addEventListener("toggle", () => this.lightUp(), { once: true });
    store.subscribe((values) => this.show(values));
  }

  /**
   * Take the controls out of the template in which they wait: a browser looks at each control of a page, and lays out
   * the section that has it. False if they are there.
   */
  layControls() {
    const waiting = this.root.querySelector("template");
    if (!waiting) return false;
    waiting.replaceWith(waiting.content);
    this.form = /** @type {HTMLFormElement} */ (this.find("form"));
    this.progress.form = this.form;
    return true;
  }

  async lightUp() {
    const { lightUp } = await import("./formula.js");
    lightUp(this);
  }

  findSlots() {
    this.pieces = {};
    this.slots.clear();
    for (const slot of this.stage.querySelectorAll("[data-part]")) {
      this.slots.set(slot.getAttribute("data-part") ?? "", slot);
    }
  }

  /**
   * @param {string} selector
   * @param {Element} within
   * @returns {HTMLElement}
   */
  find(selector, within = this.root) {
    const found = within.querySelector(selector);
    if (!(found instanceof HTMLElement)) throw new Error(`${this.root.id}: the figure has no ${selector}`);
    return found;
  }

  get panels() {
    return [.../** @type {NodeListOf<SVGSVGElement>} */ (this.stage.querySelectorAll(".lab-panels > svg"))];
  }

  /**
   * From now on the states come from this source.
   * @param {Source} source
   */
  take(source) {
    this.source = source;
    this.root.dataset.source = source.kind;
    this.store.take(source.controls);
  }

  /** @param {State} values */
  show(values) {
    const { source } = this;
    if (!source) return;
    const seen = { controls: source.controls, values };
    for (const control of source.controls) setControl(this.form, control, values[control.name]);
    const since = performance.now();
    const picture = source.at(values, (share) => performance.now() - since > PATIENCE && this.computing(share));
    if (picture instanceof Promise) this.wait(picture, seen);
    else this.paint(picture, seen);
  }

  /**
   * @param {Promise<Picture>} coming
   * @param {Seen} seen
   */
  async wait(coming, seen) {
    const turn = ++this.asked;
    this.root.dataset.busy = "";
    clearTimeout(this.slow);
    this.slow = window.setTimeout(() => this.computing(null), PATIENCE);
    try {
      this.paint(await coming, seen);
      if (turn === this.asked) this.settle();
    } catch (error) {
      if (turn !== this.asked) return;
      this.settle();
      this.failed(error);
    }
  }

  /** @param {number | null} share */
  computing(share) {
    this.progress.show(this.source?.doing?.() ?? "Computing", share, () => this.source?.stop?.());
  }

  settle() {
    clearTimeout(this.slow);
    delete this.root.dataset.busy;
    this.progress.clear();
  }

  /** @param {unknown} error */
  failed(error) {
    this.progress.clear();
    if (error instanceof Stopped) this.say(`Stopped. ${LAST}`);
    else this.say(`Python could not answer: ${messageOf(error)}. ${LAST}`);
  }

  /**
   * @param {Picture} picture
   * @param {Seen} seen
   */
  paint({ pieces, reading, points, took }, seen) {
    for (const [part, piece] of Object.entries(pieces)) {
      if (this.pieces[part] === piece) continue;
      const slot = this.slots.get(part);
      if (slot) slot.innerHTML = piece;
      this.pieces[part] = piece;
    }
    this.seen = seen;
    if (points) this.handles?.place(points);
    if (took !== undefined) this.root.dataset.took = took.toFixed(1);
    if (this.reading.textContent === reading) return;
    tell(this.reading, reading);
    this.spoken.say(reading);
  }

  /**
   * @param {string} text
   * @param {(() => void) | null} act what a button after the text does
   * @param {string} label of that button
   */
  say(text, act = null, label = "Try again") {
    this.message.textContent = text;
    if (act) this.message.append(" ", button(label, act));
  }
}
