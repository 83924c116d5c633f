// Points over a live picture: put, moved and taken away with the pointer, or with the keyboard.

import { read, write } from "./dot-text.js";
import { element, svg } from "./elements.js";
import { putInto } from "./image-group.js";

/**
 * @typedef {import("./grid.js").Declared} Declared
 * @typedef {import("./values.js").Control} Control
 * @typedef {import("./view.js").View} View
 * @typedef {import("./dot-text.js").Dot} Dot
 */

const NEAR = 14; // pixels within which the pointer means a point that is there
const STEPS = 40; // of the keyboard from one end to the other
const ARROWS = /** @type {Record<string, [number, number]>} */ ({
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
});
const HELP =
  "press to put a point, drag one to move it, press one to change or take it away; with keys: arrows go about, Enter puts a " +
  "point or changes it, Shift with an arrow moves it, Delete takes it away, Page Down goes to the next one";

export class Dots {
  /**
   * @param {View} view
   * @param {Declared} declared
   */
  constructor(view, declared) {
    this.view = view;
    this.store = view.store;
    this.control = /** @type {Control} */ (this.store.control(declared.name));
    this.area = declared.box;
    const [low, high] = this.control.box ?? [[0, 0], [1, 1]];
    this.low = low;
    this.span = high.map((end, k) => end - low[k]);
    /** Where the keyboard is. */
    this.at = low.map((end, k) => end + this.span[k] / 2);
    /** The class that a new point gets. */
    this.ink = 0;
    this.ground = svg("rect", { x: this.area[0], y: this.area[1], width: this.area[2], height: this.area[3] });
    this.cursor = svg("circle", { r: 10, cx: 0, cy: 0 });
    const roles = { role: "application", "aria-roledescription": "points", "aria-label": `${this.control.label}: ${HELP}` };
    this.group = svg("g", { class: "lab-grid lab-dots", tabindex: "0", ...roles }, this.ground, this.cursor);
    this.said = element("p", "lab-said");
    this.said.setAttribute("role", "status");
    view.stage.append(this.said);
    this.group.addEventListener("pointerdown", (event) => this.take(event));
    this.group.addEventListener("keydown", (event) => this.pressed(event));
    putInto(view.panels[declared.panel], this.group);
    this.aim();
  }

  get dots() {
    return read(String(this.store.values[this.control.name]));
  }

  get classes() {
    return this.control.classes ?? [];
  }

  /** Put the keyboard's ring around its place. */
  aim() {
    const [left, top, width, height] = this.area;
    const [x, y] = this.at.map((value, k) => (value - this.low[k]) / this.span[k]);
    this.cursor.setAttribute("cx", (left + x * width).toFixed(1));
    this.cursor.setAttribute("cy", (top + (1 - y) * height).toFixed(1));
  }

  /**
   * The place in the plane under the pointer, and how far a pixel reaches there.
   * @param {PointerEvent} event
   */
  under(event) {
    const box = this.ground.getBoundingClientRect();
    const share = [(event.clientX - box.left) / box.width, 1 - (event.clientY - box.top) / box.height];
    return { place: this.inside(share.map((part, k) => this.low[k] + part * this.span[k])), pixel: this.span.map((all, k) => all / (k ? box.height : box.width)) };
  }

  /** @param {number[]} place */
  inside(place) {
    return place.map((value, k) => Math.min(this.low[k] + this.span[k], Math.max(this.low[k], value)));
  }

  /**
   * The number of the point nearest to a place; -1 if none is near.
   * @param {number[]} place
   * @param {number[]} pixel
   */
  near(place, pixel) {
    const away = this.dots.map((dot) => Math.hypot(...place.map((value, k) => (dot[k] - value) / pixel[k])));
    const least = Math.min(...away);
    return least <= NEAR ? away.indexOf(least) : -1;
  }

  /** @param {PointerEvent} event */
  take(event) {
    if (event.button) return;
    event.preventDefault();
    this.group.focus();
    this.group.setPointerCapture(event.pointerId);
    const { place, pixel } = this.under(event);
    const held = this.near(place, pixel);
    this.at = held < 0 ? place : this.dots[held].slice(0, 2);
    if (held < 0) this.put();
    let moved = false;
    const move = (/** @type {PointerEvent} */ now) => {
      const to = this.under(now).place;
      moved ||= Math.hypot(...to.map((value, k) => (value - place[k]) / pixel[k])) > 3;
      if (moved) this.move(held < 0 ? this.dots.length - 1 : held, to);
    };
    const end = () => {
      this.group.removeEventListener("pointermove", move);
      if (held >= 0 && !moved) this.change(held);
      this.aim();
    };
    this.group.addEventListener("pointermove", move);
    this.group.addEventListener("lostpointercapture", end, { once: true });
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const arrow = ARROWS[event.key];
    const here = this.near(this.at, this.span.map((all) => all / STEPS / NEAR));
    if (arrow) {
      this.at = this.inside(this.at.map((value, k) => value + (arrow[k] * this.span[k]) / STEPS));
      if (event.shiftKey && here >= 0) this.move(here, this.at);
    } else if (event.key === "Enter" || event.key === " ") {
      if (here < 0) this.put();
      else this.change(here);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      if (here >= 0) this.set(this.dots.filter((_, k) => k !== here));
    } else if (event.key === "PageDown" || event.key === "PageUp") {
      this.goTo(here, event.key === "PageDown" ? 1 : -1);
    } else return;
    event.preventDefault();
    this.aim();
    this.tellPlace();
  }

  /**
   * The keyboard goes to the point before or after one.
   * @param {number} from
   * @param {number} by
   */
  goTo(from, by) {
    const { dots } = this;
    if (dots.length) this.at = dots[(Math.max(from, by < 0 ? 0 : -1) + by + dots.length) % dots.length].slice(0, 2);
  }

  tellPlace() {
    const here = this.near(this.at, this.span.map((all) => all / STEPS / NEAR));
    const [x, y] = this.at.map((value) => value.toFixed(2));
    const what = here < 0 ? "no point" : `point ${here + 1} of ${this.dots.length}`;
    const of = here < 0 || !this.classes.length ? "" : `, ${this.classes[this.dots[here][2]]}`;
    this.said.textContent = `x ${x}, y ${y}: ${what}${of}`;
  }

  /** A new point where the keyboard or the pointer is. */
  put() {
    const { dots, control } = this;
    if (dots.length >= (control.most ?? 0)) return this.view.say(`${control.label}: no more than ${control.most} points.`);
    this.set([...dots, this.classes.length ? [...this.at, this.ink] : this.at]);
  }

  /**
   * The next class, after the last one none: the point is taken away.
   * @param {number} which
   */
  change(which) {
    const { dots } = this;
    const next = (dots[which][2] ?? 0) + 1;
    if (next >= this.classes.length) return this.set(dots.filter((_, k) => k !== which));
    this.ink = next;
    this.set(dots.map((dot, k) => (k === which ? [dot[0], dot[1], next] : dot)));
  }

  /**
   * @param {number} which
   * @param {number[]} to
   */
  move(which, to) {
    this.at = to;
    this.set(this.dots.map((dot, k) => (k === which ? [...to, ...dot.slice(2)] : dot)));
  }

  /** @param {Dot[]} dots */
  set(dots) {
    this.view.say("");
    this.store.set({ ...this.control.first, [this.control.name]: write(dots) });
  }
}
