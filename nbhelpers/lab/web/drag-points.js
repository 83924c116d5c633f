// Points in a live picture that can be dragged, or moved with the arrow keys; each moves two sliders.

import { svg } from "./elements.js";
import { putInto } from "./image-group.js";
import { nearest, shown, stepped } from "./values.js";

/**
 * @typedef {{label: string, x: string, y: string}} Declared
 * @typedef {import("./source.js").Place} Place
 * @typedef {import("./values.js").Control} Control
 * @typedef {import("./values.js").Value} Value
 * @typedef {import("./view.js").View} View
 */

const STEPS = /** @type {Record<string, [number, number]>} */ ({
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
});
const FAR = 10; // steps of an arrow with Shift

class Handle {
  /**
   * @param {View} view
   * @param {Declared} declared
   */
  constructor(view, declared) {
    this.view = view;
    this.store = view.store;
    /** The two controls that it moves. */
    this.controls = [declared.x, declared.y].map((name) => /** @type {Control} */ (this.store.control(name)));
    /** @type {Place | null} */
    this.place = null;
    const label = `${declared.label}: drag, or use the arrow keys`;
    const circles = ["22", "8"].map((r) => svg("circle", { r }));
    this.mark = svg("g", { class: "lab-point", tabindex: "0", role: "slider", "aria-label": label }, ...circles);
    this.mark.addEventListener("pointerdown", (event) => this.take(event));
    this.mark.addEventListener("keydown", (event) => this.pressed(event));
  }

  get values() {
    return this.controls.map(({ name }) => this.store.values[name]);
  }

  /** @param {Place} place */
  put(place) {
    this.place = place;
    const panel = this.view.panels[place.panel];
    if (this.mark.parentNode !== panel) putInto(panel, this.mark);
    this.mark.setAttribute("transform", `translate(${place.at[0].toFixed(1)} ${place.at[1].toFixed(1)})`);
    const words = this.controls.map((control, axis) => `${control.label} ${shown(control, this.values[axis])}`);
    this.mark.setAttribute("aria-valuenow", String(this.values[0]));
    this.mark.setAttribute("aria-valuetext", words.join(", "));
  }

  /** @param {PointerEvent} event */
  take(event) {
    const panel = this.mark.ownerSVGElement;
    if (!this.place || !panel || event.button) return;
    event.preventDefault();
    this.mark.focus();
    this.mark.setPointerCapture(event.pointerId);
    const { unit } = this.place;
    const scale = panel.getBoundingClientRect().width / panel.viewBox.baseVal.width;
    const from = this.values.map(Number);
    const move = (/** @type {PointerEvent} */ now) => {
      const right = from[0] + (now.clientX - event.clientX) / scale / unit[0];
      const up = from[1] - (now.clientY - event.clientY) / scale / unit[1];
      this.set([nearest(this.controls[0], right), nearest(this.controls[1], up)]);
    };
    const end = () => this.mark.removeEventListener("pointermove", move);
    this.mark.addEventListener("pointermove", move);
    this.mark.addEventListener("lostpointercapture", end, { once: true });
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const far = event.shiftKey ? FAR : 1;
    this.set(this.controls.map((control, axis) => stepped(control, this.values[axis], far * step[axis])));
  }

  /** @param {Value[]} wanted */
  set(wanted) {
    if (wanted.every((value, axis) => value === this.values[axis])) return;
    this.store.set(Object.fromEntries(this.controls.map(({ name }, axis) => [name, wanted[axis]])));
  }
}

export class Handles {
  /**
   * @param {View} view
   * @param {Declared[]} declared
   */
  constructor(view, declared) {
    this.handles = declared.map((one) => new Handle(view, one));
  }

  /** @param {Place[]} places */
  place(places) {
    this.handles.forEach((handle, k) => handle.put(places[k]));
  }
}
