// One lab fills the screen, for a lecture hall: the panels as large as fit, Escape leaves. Loaded when first used.

import { sizeOf } from "./image-group.js";

/** @typedef {import("./actions.js").Actions} Actions */

const GAP = 20;
const OWN_KEYS = "button, select, summary, input:not([type=range]), .lab-point, .lab-grid"; // what knows these keys itself

export class Show {
  /**
   * @param {Actions} actions
   * @param {boolean} asked whether the browser's whole screen may be asked for
   */
  constructor(actions, asked) {
    this.actions = actions;
    this.view = actions.view;
    this.root = actions.view.root;
    this.page = this.root.ownerDocument;
    this.before = this.page.activeElement;
    this.scroll = scrollY;
    /** @type {HTMLElement[]} what cannot be reached meanwhile */
    this.silenced = [];
    /** @type {(() => void) | null} who wants to know that it has left */
    this.left = null;
    this.button = /** @type {HTMLElement} */ (this.view.find('[data-action="show"]'));
    this.words = this.button.textContent;
    this.sizes = new ResizeObserver(() => this.fit());
    this.changes = new MutationObserver(() => this.fit());
    this.pressed = this.pressed.bind(this);
    this.screen = this.screen.bind(this);
    this.enter(asked);
  }

  /** @param {boolean} asked */
  enter(asked) {
    const { page, root, view } = this;
    this.silence();
    root.popover = "manual"; // above everything: neither a notebook's panel nor a section of the page is its window
    root.showPopover?.(); // older browsers have none: there lab.css lifts it
    root.classList.add("lab-shown");
    page.documentElement.classList.add("lab-showing");
    this.button.textContent = "Leave full screen";
    page.addEventListener("keydown", this.pressed);
    page.addEventListener("fullscreenchange", this.screen);
    this.sizes.observe(view.find(".lab-views"));
    this.changes.observe(view.find(".lab-views"), { childList: true, subtree: true });
    this.fit();
    (this.slider ?? this.button).focus();
    this.actions.address.show(true);
    if (asked) page.documentElement.requestFullscreen?.().catch(() => {}); // refused: the window is filled
  }

  /** @param {boolean} going whether another lab fills the screen at once */
  leave(going = false) {
    const { page, root } = this;
    this.actions.filling = null;
    this.sizes.disconnect();
    this.changes.disconnect();
    page.removeEventListener("keydown", this.pressed);
    page.removeEventListener("fullscreenchange", this.screen);
    if (page.fullscreenElement && !going) page.exitFullscreen().catch(() => {});
    for (const element of this.silenced) element.inert = false;
    root.classList.remove("lab-shown");
    root.hidePopover?.();
    root.popover = null;
    page.documentElement.classList.remove("lab-showing");
    for (const panel of this.panels(root)) panel.style.removeProperty("width");
    this.button.textContent = this.words;
    if (going) return;
    const known = this.before instanceof HTMLElement && this.before !== page.body && this.before.isConnected;
    const back = /** @type {HTMLElement} */ (known ? this.before : this.button);
    back.focus({ preventScroll: true });
    scrollTo({ top: this.scroll, behavior: "instant" });
    if (!known) root.scrollIntoView({ block: "nearest" });
    this.actions.address.show(false);
    this.left?.();
  }

  /** Everything outside the figure: neither focus nor a screen reader comes there. */
  silence() {
    for (let inside = this.root; inside.parentElement && inside !== this.page.body; inside = inside.parentElement) {
      for (const other of inside.parentElement.children) {
        if (other === inside || !(other instanceof HTMLElement) || other.inert) continue;
        other.inert = true;
        this.silenced.push(other);
      }
    }
  }

  /** The slider that the arrow keys move: that of time, or the first. */
  get slider() {
    const { form } = this.view;
    const slider = form.querySelector(".lab-slider:has(.lab-time) input") ?? form.querySelector('input[type="range"]');
    return slider instanceof HTMLInputElement ? slider : null;
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (event.key === "Escape") return this.leave();
    const target = event.target instanceof Element ? event.target : this.page.body;
    if (target.closest(OWN_KEYS)) return;
    if (event.key === " ") {
      event.preventDefault();
      if (!event.repeat) this.actions.play();
    } else if (event.key.startsWith("Arrow") && !(target instanceof HTMLInputElement)) this.slider?.focus();
  }

  /** The browser has left the whole screen by itself. */
  screen() {
    if (!this.page.fullscreenElement) this.leave();
  }

  /** @param {Element} within */
  panels(within) {
    return [.../** @type {NodeListOf<SVGSVGElement>} */ (within.querySelectorAll(".lab-panels > svg"))];
  }

  /** Each view's panels as large as fit its place. */
  fit() {
    for (const place of this.root.querySelectorAll(".lab-panels")) {
      const panels = this.panels(place);
      const scale = largest(panels.map(sizeOf), place.clientWidth, place.clientHeight);
      for (const panel of panels) {
        const width = `${Math.floor(scale * sizeOf(panel)[0])}px`;
        if (panel.style.width !== width) panel.style.width = width;
      }
    }
  }
}

/**
 * The largest scale at which boxes, in rows from left to right, fit a place.
 * @param {number[][]} boxes
 * @param {number} width
 * @param {number} height
 */
function largest(boxes, width, height) {
  let [low, high] = [0.1, 20];
  for (let k = 0; k < 20; k++) {
    const middle = (low + high) / 2;
    if (fits(boxes, width, height, middle)) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * @param {number[][]} boxes
 * @param {number} width
 * @param {number} height
 * @param {number} scale
 */
function fits(boxes, width, height, scale) {
  let [left, top, row] = [0, 0, 0];
  for (const box of boxes) {
    if (left && left + scale * box[0] > width) [left, top, row] = [0, top + row + GAP, 0];
    if (scale * box[0] > width) return false;
    left += scale * box[0] + GAP;
    row = Math.max(row, scale * box[1]);
  }
  return top + row <= height;
}
