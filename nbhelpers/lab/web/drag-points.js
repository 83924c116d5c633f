// Points in a live picture that can be dragged, or moved with the arrow keys; each moves two sliders.

import { putInto } from "./image-group.js";

/**
 * @typedef {{label: string, x: string, y: string}} Declared
 * @typedef {{panel: number, at: [number, number], unit: [number, number]}} Place
 * @typedef {import("./lab.js").Lab} Lab
 */

const SVG = "http://www.w3.org/2000/svg";
const STEPS = /** @type {Record<string, [number, number]>} */ ({
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
});
const FAR = 10; // steps of an arrow with Shift

class Handle {
  /**
   * @param {Lab} lab
   * @param {Declared} declared
   */
  constructor(lab, declared) {
    this.lab = lab;
    this.declared = declared;
    /** @type {Place | null} */
    this.place = null;
    this.mark = document.createElementNS(SVG, "g");
    this.mark.setAttribute("class", "lab-point");
    this.mark.setAttribute("tabindex", "0");
    this.mark.setAttribute("role", "slider");
    this.mark.setAttribute("aria-label", `${declared.label}: drag, or use the arrow keys`);
    for (const radius of [22, 8]) {
      const circle = document.createElementNS(SVG, "circle");
      circle.setAttribute("r", String(radius));
      this.mark.append(circle);
    }
    this.mark.addEventListener("pointerdown", (event) => this.take(event));
    this.mark.addEventListener("keydown", (event) => this.pressed(event));
  }

  /** The two controls, each with its place among the lab's. */
  get controls() {
    return [this.declared.x, this.declared.y].map((name) => {
      const controls = this.lab.source?.controls ?? [];
      const k = controls.findIndex((control) => control.name === name);
      return { k, control: controls[k] };
    });
  }

  /** @param {Place} place */
  put(place) {
    this.place = place;
    const svg = this.lab.view.querySelectorAll(".lab-panels > svg")[place.panel];
    if (this.mark.parentNode !== svg) putInto(svg, this.mark);
    this.mark.setAttribute("transform", `translate(${place.at[0].toFixed(1)} ${place.at[1].toFixed(1)})`);
    const words = this.controls.map(({ k, control }) => `${control.label} ${control.shown[this.lab.indices[k]]}`);
    const { k, control } = this.controls[0];
    this.mark.setAttribute("aria-valuenow", String(control.values[this.lab.indices[k]]));
    this.mark.setAttribute("aria-valuetext", words.join(", "));
  }

  /** @param {PointerEvent} event */
  take(event) {
    const svg = this.mark.ownerSVGElement;
    if (!this.place || !svg || event.button) return;
    event.preventDefault();
    this.mark.focus();
    this.mark.setPointerCapture(event.pointerId);
    this.lab.player?.pause();
    const { unit } = this.place;
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    const from = this.controls.map(({ k, control }) => Number(control.values[this.lab.indices[k]]));
    const move = (/** @type {PointerEvent} */ now) =>
      this.set([
        from[0] + (now.clientX - event.clientX) / scale / unit[0],
        from[1] - (now.clientY - event.clientY) / scale / unit[1],
      ]);
    const end = () => this.mark.removeEventListener("pointermove", move);
    this.mark.addEventListener("pointermove", move);
    this.mark.addEventListener("lostpointercapture", end, { once: true });
  }

  /** @param {number[]} wanted */
  set(wanted) {
    this.go(this.controls.map(({ control }, axis) => nearest(control.values, wanted[axis])));
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.lab.player?.pause();
    const far = event.shiftKey ? FAR : 1;
    const moved = this.controls.map(({ k, control }, axis) => this.lab.indices[k] + far * step[axis]);
    this.go(moved.map((index, axis) => Math.min(this.controls[axis].control.values.length - 1, Math.max(0, index))));
  }

  /** @param {number[]} places of the two values */
  go(places) {
    const indices = [...this.lab.indices];
    this.controls.forEach(({ k }, axis) => (indices[k] = places[axis]));
    if (indices.some((index, k) => index !== this.lab.indices[k])) this.lab.go(indices);
  }
}

/**
 * The index of the value nearest to a number.
 * @param {unknown[]} values
 * @param {number} wanted
 */
function nearest(values, wanted) {
  const away = values.map((value) => Math.abs(Number(value) - wanted));
  return away.indexOf(Math.min(...away));
}

export class Handles {
  /**
   * @param {Lab} lab
   * @param {Declared[]} declared
   */
  constructor(lab, declared) {
    this.handles = declared.map((one) => new Handle(lab, one));
  }

  /** @param {Place[]} places */
  place(places) {
    this.handles.forEach((handle, k) => handle.put(places[k]));
  }
}
