// Play and pause for a lab in which time passes. It never starts by itself, and ends at the last moment.

/**
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./values.js").Control} Control
 */

const WHOLE = 5000; // ms for a whole run, within the limits below
const FASTEST = 60;
const SLOWEST = 450;
const PLAY = "M3 2l11 6-11 6z";
const PAUSE = "M3 2h4v12H3zM9 2h4v12H9z";

export class Player {
  /**
   * @param {HTMLButtonElement} button
   * @param {Control} time
   * @param {Store} store
   */
  constructor(button, time, store) {
    this.button = button;
    this.time = time;
    this.store = store;
    this.label = (button.getAttribute("aria-label") ?? "").replace(/: play$/, "");
    this.timer = 0;
  }

  get ended() {
    return Number(this.store.values[this.time.name]) >= Number(this.moments.at(-1));
  }

  toggle() {
    if (this.timer) return this.pause();
    if (this.ended) this.go(this.moments[0]);
    this.mark(true);
    this.timer = setInterval(() => this.tick(), beat(this.moments.length));
  }

  /** The moments that are played: where any can be computed, those that are recorded. */
  get moments() {
    return this.time.plays ?? this.time.values;
  }

  tick() {
    const now = Number(this.store.values[this.time.name]);
    const next = this.moments.find((moment) => Number(moment) > now);
    if (next !== undefined) this.go(next);
    if (next === undefined || this.ended) this.pause();
  }

  /** @param {import("./values.js").Value} value */
  go(value) {
    this.store.set({ [this.time.name]: value }, "play");
  }

  pause() {
    if (!this.timer) return;
    clearInterval(this.timer);
    this.timer = 0;
    this.mark(false);
  }

  /** @param {boolean} on */
  mark(on) {
    this.button.querySelector("path")?.setAttribute("d", on ? PAUSE : PLAY);
    this.button.setAttribute("aria-label", `${this.label}: ${on ? "pause" : "play"}`);
  }
}

/**
 * How long a moment lasts, in ms.
 * @param {number} count of moments
 */
export function beat(count) {
  return Math.min(SLOWEST, Math.max(FASTEST, WHOLE / count));
}
