// A grid of pixels over a live picture: drawn on with the pointer, or cell by cell with the keyboard.

import { drawn, pack, unpack } from "./bitmap.js";
import { putInto } from "./image-group.js";

/**
 * @typedef {{name: string, panel: number, box: [number, number, number, number]}} Declared
 * @typedef {import("./lab.js").Lab} Lab
 */

const SVG = "http://www.w3.org/2000/svg";
const STEPS = /** @type {Record<string, [number, number]>} */ ({
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
});

export class Grid {
  /**
   * @param {Lab} lab
   * @param {Declared} declared
   */
  constructor(lab, declared) {
    this.lab = lab;
    this.name = declared.name;
    this.left = declared.box[0];
    this.top = declared.box[1];
    this.width = declared.box[2];
    this.height = declared.box[3];
    /** Where the keyboard is: row and column. */
    this.at = [0, 0];
    this.group = document.createElementNS(SVG, "g");
    this.group.setAttribute("class", "lab-grid");
    this.group.setAttribute("tabindex", "0");
    this.group.setAttribute("role", "application");
    this.group.setAttribute("aria-roledescription", "drawing");
    this.group.setAttribute(
      "aria-label",
      `${this.control.label}: drag, or use the arrow keys; the space bar marks a pixel, Shift with an arrow draws on`,
    );
    this.ground = this.rectangle(this.left, this.top, this.width, this.height);
    this.cursor = this.rectangle(0, 0, this.width / this.columns, this.height / this.rows);
    this.said = document.createElement("p");
    this.said.className = "lab-said";
    this.said.setAttribute("role", "status");
    lab.view.append(this.said);
    this.group.addEventListener("pointerdown", (event) => this.take(event));
    this.group.addEventListener("keydown", (event) => this.pressed(event));
    putInto(lab.view.querySelectorAll(".lab-panels > svg")[declared.panel], this.group);
    this.aim();
  }

  get k() {
    return this.lab.source?.controls.findIndex((control) => control.name === this.name) ?? -1;
  }

  get control() {
    const control = this.lab.source?.controls[this.k];
    if (!control) throw new Error(`${this.lab.name} has no control ${this.name}`);
    return control;
  }

  get rows() {
    return this.control.rows ?? 1;
  }

  get columns() {
    return this.control.columns ?? 1;
  }

  /** @returns {Set<number>} */
  get marks() {
    return unpack(this.control, String(this.control.values[this.lab.indices[this.k]] ?? "")) ?? new Set();
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} width
   * @param {number} height
   */
  rectangle(x, y, width, height) {
    const made = document.createElementNS(SVG, "rect");
    Object.entries({ x, y, width, height }).forEach(([name, value]) => made.setAttribute(name, value.toFixed(1)));
    this.group.append(made);
    return made;
  }

  /** Put the keyboard's frame around its pixel. */
  aim() {
    const [row, column] = this.at;
    this.cursor.setAttribute("x", (this.left + (column * this.width) / this.columns).toFixed(1));
    this.cursor.setAttribute("y", (this.top + (row * this.height) / this.rows).toFixed(1));
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
    const ink = !marks.has(this.cell(this.at));
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
    if (!step || event.shiftKey) this.stroke(marks, this.at, this.at, Boolean(step) || !marks.has(this.cell(this.at)));
    this.aim();
    const mark = this.marks.has(this.cell(this.at)) ? "marked" : "not marked";
    this.said.textContent = `row ${this.at[0] + 1}, column ${this.at[1] + 1}: ${mark}`;
  }

  /**
   * Mark the pixels between two, or take their marks away, as wide as the brush; the part outside is lost.
   * @param {Set<number>} marks
   * @param {number[]} from
   * @param {number[]} to
   * @param {boolean} ink
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
          if (ink) marks.add(this.cell(place));
          else marks.delete(this.cell(place));
        }
      }
    }
    this.draw(marks);
  }

  /** @param {number[]} place */
  cell([row, column]) {
    return row * this.columns + column;
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
    const indices = [...this.lab.indices];
    indices[this.k] = drawn(this.control, pack(this.control, marks), marks);
    for (const [name, value] of Object.entries(this.control.first ?? {})) {
      const k = this.lab.source?.controls.findIndex((control) => control.name === name) ?? -1;
      if (k >= 0) indices[k] = this.lab.source?.controls[k].values.indexOf(value) ?? indices[k];
    }
    this.lab.player?.pause();
    this.lab.say("");
    this.lab.go(indices);
  }
}
