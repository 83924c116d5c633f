// Every lab of the page: its controls, its address, compare, play. The states come from a source.

import { allowed, few, indexOf, quoted, readAddress, strangers, withState } from "./address.js";
import { causeOf, remedy } from "./edition.js";
import { fill, followLink, unknownFigures } from "./navigation.js";
import { setControl } from "./controls.js";
import { compare, copyLink } from "./compare.js";
import { GoLive } from "./live.js";
import { closeMenus } from "./menu.js";
import { soon, whenNear } from "./lazy.js";
import { Player } from "./player.js";
import { Recorded, messageOf } from "./recorded.js";
import { Spoken } from "./announce.js";

const ADDRESS_PAUSE = 250;
const SLOW = 8000; // ms until a figure says that its states have not come yet

export class Lab {
  /** @param {HTMLElement} figure */
  constructor(figure) {
    this.figure = figure;
    this.name = figure.id;
    /** @type {import("./recorded.js").Source | null} */
    this.source = null;
    /** @type {number[]} */
    this.indices = [];
    /** @type {import("./compare.js").Value[]} the control values of the picture that is seen */
    this.painted = [];
    /** @type {import("./fullscreen.js").Show | null} while the lab fills the screen */
    this.filling = null;
    /** @type {Record<string, string>} */
    this.shown = {};
    /** @type {Promise<void> | null} */
    this.loading = null;
    this.view = this.find(".lab-view");
    this.reading = this.find("[data-reading]");
    this.message = this.find("[data-message]");
    this.spoken = new Spoken(figure);
    this.form = document.createElement("form"); // until the page's own is there
    /** @type {GoLive | null} */
    this.live = null;
    /** @type {Map<string, Element>} */
    this.slots = new Map();
    this.findSlots();
  }

  /**
   * Take the controls out of the template in which they wait: a browser looks at each control of a page, and lays out
   * the section that has it.
   */
  layControls() {
    const waiting = this.figure.querySelector("template");
    if (!waiting) return;
    waiting.replaceWith(waiting.content);
    this.form = /** @type {HTMLFormElement} */ (this.find("form"));
    this.live = GoLive.of(this);
  }

  /** The groups of the picture into which the moving parts go. */
  findSlots() {
    this.shown = {};
    this.slots.clear();
    for (const slot of this.view.querySelectorAll("[data-part]")) {
      this.slots.set(slot.getAttribute("data-part") ?? "", slot);
    }
  }

  /**
   * @param {string} selector
   * @returns {HTMLElement}
   */
  find(selector) {
    const found = this.figure.querySelector(selector);
    if (!(found instanceof HTMLElement)) throw new Error(`${this.name}: the page has no ${selector}`);
    return found;
  }

  /**
   * Load the recorded states, once; a failure is said in the figure and can be tried again.
   * @param {boolean} anew from the server, whatever the browser kept
   */
  load(anew = false) {
    this.layControls();
    this.loading ??= this.fetch(anew).catch((error) => this.failed(error));
    return this.loading;
  }

  /** @param {Error} error */
  async failed(error) {
    const cause = await causeOf(error, this.figure.dataset.record ?? "");
    const again = () => {
      delete this.figure.dataset.failed;
      this.say("Trying again…");
      return this.load(true);
    };
    this.loading = null;
    this.figure.dataset.failed = "";
    this.say(`This figure can’t move: ${messageOf(cause)}. The picture and its sentence stay as they are.`, ...remedy(cause, again));
  }

  /** @param {boolean} anew */
  async fetch(anew) {
    const stop = new AbortController();
    const again = () => {
      stop.abort();
      this.loading = null;
      this.say("Trying again…");
      this.load(true);
    };
    const slow = setTimeout(() => this.say("The recorded states are slow to come; then this figure moves.", again), SLOW);
    const { record = "", lab = "" } = this.figure.dataset;
    const loading = Recorded.load(record, lab, { signal: stop.signal, cache: anew ? "reload" : "default" });
    const recorded = await loading.catch((error) => !stop.signal.aborted && Promise.reject(error)).finally(() => clearTimeout(slow));
    if (!recorded) return; // asked for again
    this.say("");
    this.take(recorded);
    this.wire();
    this.live?.offer(recorded.data.live);
    this.follow(location.search);
    this.find("fieldset").removeAttribute("disabled");
    this.figure.dataset.ready = "";
  }

  /**
   * From now on the states come from this source.
   * @param {import("./recorded.js").Source} source
   */
  take(source) {
    this.player?.pause();
    this.source = source;
    this.figure.dataset.source = source.kind;
    const time = source.controls.findIndex((control) => control.kind === "time");
    const play = this.form.querySelector('[data-action="play"]');
    if (time < 0 || !(play instanceof HTMLButtonElement)) return;
    this.player = new Player(play, source.controls[time].values.length, {
      at: () => this.indices[time],
      go: (index) => this.go(this.indices.with(time, index)),
    });
  }

  /**
   * Take the state from an address, saying what in it could not be understood.
   * @param {string} search
   */
  follow(search) {
    if (!this.source) return;
    const { indices, problems } = readAddress(search, this.name, this.source.controls);
    this.go(indices, false);
    if (problems.length && !this.live?.wants(search)) this.say(few(problems, " "));
  }

  /**
   * Show the state at these indices.
   * @param {number[]} indices
   * @param {boolean} write whether the address follows
   */
  go(indices, write = true) {
    if (!this.source) return;
    this.indices = indices;
    const values = this.source.controls.map((control, k) => ({
      control,
      value: control.values[indices[k]],
      text: control.shown[indices[k]],
      usual: indices[k] === control.start,
    }));
    this.source.show(indices, (picture) => {
      this.paint(picture);
      this.painted = values;
    });
    this.setControls();
    if (write) this.live?.forget();
    if (write) this.writeAddress();
  }

  /** @param {import("./recorded.js").Picture} picture */
  paint({ pieces, reading }) {
    for (const [part, piece] of Object.entries(pieces)) {
      if (this.shown[part] === piece) continue;
      const slot = this.slots.get(part);
      if (slot) slot.innerHTML = piece;
      this.shown[part] = piece;
    }
    if (this.reading.textContent === reading) return;
    this.reading.textContent = reading;
    this.spoken.say(reading);
  }

  setControls() {
    this.source?.controls.forEach((control, k) => setControl(this.form, control, this.indices[k]));
  }

  wire() {
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", (event) => this.turned(event.target));
    this.letScroll();
    this.form.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      if (button) this.pressed(button);
    });
  }

  /** A finger that scrolls the page over a slider moves it where it comes down: that is taken back. */
  letScroll() {
    let before = this.indices;
    this.form.addEventListener("pointerdown", () => (before = this.indices));
    this.form.addEventListener("pointercancel", (event) => {
      if (event.target instanceof HTMLInputElement && event.target.type === "range") this.go(before);
    });
  }

  /** @param {EventTarget | null} input */
  turned(input) {
    if (!this.source || !(input instanceof HTMLInputElement || input instanceof HTMLSelectElement)) return;
    const k = this.source.controls.findIndex((control) => control.name === input.name);
    if (k < 0) return;
    this.player?.pause();
    this.say("");
    let index = Number(input.value);
    if (input instanceof HTMLSelectElement) index = input.selectedIndex;
    else if (input.type === "checkbox") index = this.source.controls[k].values.indexOf(input.checked);
    else if (input.type === "number") index = indexOf(this.source.controls[k], input.value);
    if (index < 0) return this.say(`${input.name} can’t be ${quoted(input.value)}; allowed are ${allowed(this.source.controls[k])}.`);
    this.go(this.indices.with(k, index));
  }

  /**
   * Turn one control to the value at an index.
   * @param {string} name
   * @param {number} index
   */
  turn(name, index) {
    const k = this.source?.controls.findIndex((control) => control.name === name) ?? -1;
    if (k >= 0) this.go(this.indices.with(k, index));
  }

  /** @param {HTMLButtonElement} button */
  pressed(button) {
    const action = button.dataset.action ?? "";
    if (action === "play") return this.player?.toggle();
    if (action === "live") return this.live?.start();
    if (action === "show") return this.show(true);
    this.player?.pause();
    if (action === "back" || action === "forward") return this.player?.step(action === "back" ? -1 : 1);
    this.say("");
    if (action === "clear") this.turn(button.dataset.control ?? "", 0);
    if (action === "reset") this.go(this.source?.controls.map((control) => control.start) ?? []);
    if (action === "compare") compare(this, button);
    if (action === "link") copyLink(this);
    if (action === "save") this.save(button);
  }

  /** @param {HTMLButtonElement} button */
  async save(button) {
    try {
      const { save } = await import("./save.js");
      await save(this, button);
    } catch (error) {
      this.say(`It could not be saved: ${messageOf(error)}.`);
    }
  }

  /**
   * Fill the screen, or leave it.
   * @param {boolean} asked by the reader's hand, which the browser wants to see before it gives its whole screen
   */
  async show(asked = false) {
    if (this.filling) return this.filling.leave();
    const { Show } = await import("./fullscreen.js");
    this.filling ??= new Show(this, asked);
  }

  writeAddress() {
    clearTimeout(this.pending);
    this.pending = setTimeout(() => {
      if (!this.source) return;
      const search = withState(location.search, this.name, this.source.controls, this.indices);
      history.replaceState(history.state, "", `${location.pathname}${search}${location.hash}`);
    }, ADDRESS_PAUSE);
  }

  /**
   * @param {string} text
   * @param {(() => void) | null} retry what a button after the text does
   * @param {string} label of that button
   */
  say(text, retry = null, label = "Try again") {
    this.message.textContent = text;
    if (!retry) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", retry);
    this.message.append(" ", button);
  }
}

function start() {
  const figures = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("figure.lab[data-record]"));
  const labs = [...figures].map((figure) => new Lab(figure));
  /** @param {HTMLElement} figure */
  const labOf = (figure) => /** @type {Lab} */ (labs.find((lab) => lab.figure === figure));
  soon(figures, (figure) => labOf(figure).layControls());
  whenNear(figures, (figure) => labOf(figure).load());
  const names = labs.map((lab) => lab.name);
  const unknown = [...strangers(location.search, names), ...fill(labs)];
  if (unknown.length) labs[0]?.load().then(() => labs[0].say(unknownFigures(unknown, names)));
  document.addEventListener("click", (event) => followLink(event, labs));
  closeMenus();
  addEventListener("popstate", () => {
    labs.forEach((lab) => lab.follow(location.search));
    fill(labs);
  });
}

start();
