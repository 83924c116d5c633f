// A grid of pixels over a live picture: drawn on with the pointer, or cell by cell with the keyboard.

import { pack, pixels, unpack } from "./bitmap.js";
import { element, svg } from "./elements.js";
import { putInto } from "./image-group.js";

/**
 * @typedef {{name: string, panel: number, box: [number, number, number, number]}} Declared its box is left, top, width, height
 * @typedef {import("./values.js").Control} Control
 * @typedef {import("./view.js").View} View
 */

const STEPS = /** @type {Record<string, [number, number]>} */ ({
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
});

/**
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 */
const rectangle = (x, y, width, height) => svg("rect", { x, y, width, height });

export class Grid {
  /**
   * @param {View} view
   * @param {Declared} declared
   */
  constructor(view, declared) {
    this.view = view;
    this.store = view.store;
    this.control = /** @type {Control} */ (this.store.control(declared.name));
    this.rows = this.control.rows ?? 1;
    this.columns = this.control.columns ?? 1;
    this.inks = this.control.inks ?? ["marked"];
    this.box = declared.box;
    /** Where the keyboard is: row and column. */
    this.at = [0, 0];
    /** What the space bar last drew with. */
    this.ink = 1;
    this.ground = rectangle(...declared.box);
    this.cursor = rectangle(0, 0, declared.box[2] / this.columns, declared.box[3] / this.rows);
    const turn = this.inks.length > 1 ? `makes a pixel ${this.inks.join(", ")} or none` : "marks a pixel";
    const label = `${this.control.label}: drag, or use the arrow keys; the space bar ${turn}, Shift with an arrow draws on`;
    const roles = { role: "application", "aria-roledescription": "drawing", "aria-label": label };
    this.group = svg("g", { class: "lab-grid", tabindex: "0", ...roles }, this.ground, this.cursor);
    this.said = element("p", "lab-said");
    this.said.setAttribute("role", "status");
    view.stage.append(this.said);
    this.group.addEventListener("pointerdown", (event) => this.take(event));
    this.group.addEventListener("keydown", (event) => this.pressed(event));
    putInto(view.panels[declared.panel], this.group);
    this.aim();
  }

  /** @returns {Set<number>} */
  get marks() {
    return unpack(this.control, String(this.store.values[this.control.name])) ?? new Set();
  }

  /** Put the keyboard's frame around its pixel. */
  aim() {
    const [left, top, width, height] = this.box;
    const [row, column] = this.at;
    this.cursor.setAttribute("x", (left + (column * width) / this.columns).toFixed(1));
    this.cursor.setAttribute("y", (top + (row * height) / this.rows).toFixed(1));
  }

  /**
   * The row and column under the pointer, which may have left the grid.
   * @param {PointerEvent} event
   */
  under(event) {
    const box = this.ground.getBoundingClientRect();
    const share = [(event.clientY - box.top) / box.height, (event.clientX - box.left) / box.width];
    return [Math.floor(share[0] * this.rows), Math.floor(share[1] * this.columns)];
  }

  /** @param {PointerEvent} event */
  take(event) {
    if (event.button) return;
    event.preventDefault();
    this.group.focus();
    this.group.setPointerCapture(event.pointerId);
    this.at = this.inside(this.under(event));
    const marks = this.marks;
    const ink = this.next(marks, this.at);
    this.stroke(marks, this.at, this.at, ink);
    const move = (/** @type {PointerEvent} */ now) => {
      const to = this.under(now);
      if (to[0] === this.at[0] && to[1] === this.at[1]) return;
      this.stroke(marks, this.at, to, ink);
      this.at = to;
    };
    const end = () => {
      this.group.removeEventListener("pointermove", move);
      this.at = this.inside(this.at);
      this.aim();
    };
    this.group.addEventListener("pointermove", move);
    this.group.addEventListener("lostpointercapture", end, { once: true });
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = STEPS[event.key];
    if (!step && event.key !== " ") return;
    event.preventDefault();
    const marks = this.marks;
    if (step) this.at = this.inside([this.at[0] + step[0], this.at[1] + step[1]]);
    if (!step) this.ink = this.next(marks, this.at);
    if (!step || event.shiftKey) this.stroke(marks, this.at, this.at, step ? this.ink || 1 : this.ink);
    this.aim();
    const mark = this.inks[this.inkAt(this.marks, this.at) - 1] ?? `not ${this.inks[0]}`;
    this.said.textContent = `row ${this.at[0] + 1}, column ${this.at[1] + 1}: ${mark}`;
  }

  /**
   * The ink of a pixel, from 1; 0 for none.
   * @param {Set<number>} marks
   * @param {number[]} place
   */
  inkAt(marks, place) {
    return this.inks.findIndex((_, ink) => marks.has(this.cell(place, ink + 1))) + 1;
  }

  /**
   * The ink that comes after that of a pixel; after the last one, none.
   * @param {Set<number>} marks
   * @param {number[]} place
   */
  next(marks, place) {
    return (this.inkAt(marks, place) + 1) % (this.inks.length + 1);
  }

  /**
   * Mark the pixels between two with an ink, or with 0 take their marks away, as wide as the brush; the part outside is
   * lost.
   * @param {Set<number>} marks
   * @param {number[]} from
   * @param {number[]} to
   * @param {number} ink
   */
  stroke(marks, from, to, ink) {
    const steps = Math.max(1, ...to.map((end, axis) => Math.abs(end - from[axis])));
    const brush = this.control.brush ?? 1;
    for (let step = 0; step <= steps; step++) {
      const middle = from.map((start, axis) => Math.round(start + ((to[axis] - start) * step) / steps));
      for (let row = 0; row < brush; row++) {
        for (let column = 0; column < brush; column++) {
          const place = [middle[0] + row, middle[1] + column];
          if (String(this.inside(place)) !== String(place)) continue;
          this.inks.forEach((_, other) => marks.delete(this.cell(place, other + 1)));
          if (ink) marks.add(this.cell(place, ink));
        }
      }
    }
    this.draw(marks);
  }

  /**
   * The number of a pixel's mark of an ink.
   * @param {number[]} place
   * @param {number} ink
   */
  cell([row, column], ink) {
    return (ink - 1) * pixels(this.control) + row * this.columns + column;
  }

  /** @param {number[]} place */
  inside([row, column]) {
    return [Math.min(this.rows - 1, Math.max(0, row)), Math.min(this.columns - 1, Math.max(0, column))];
  }

  /**
   * Show these marks, the other controls at what the drawing begins with.
   * @param {Set<number>} marks
   */
  draw(marks) {
    this.view.say("");
    this.store.set({ ...this.control.first, [this.control.name]: pack(this.control, marks) });
  }
}
