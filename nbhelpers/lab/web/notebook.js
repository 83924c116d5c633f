// The labs of a notebook. A cell's output is the still of a lab; the widget behind it, which is never displayed, puts
// the figure in the still's place, and has the notebook keep the picture that was seen last.

import { Actions } from "./actions.js";
import { few, readAddress } from "./address.js";
import { offer } from "./dare.js";
import { Kernel } from "./kernel.js";
import { Computed } from "./live-source.js";
import { closeMenus } from "./menu.js";
import { take } from "./stage.js";
import { Store } from "./store.js";
import { usual } from "./values.js";
import { View } from "./view.js";

/**
 * @typedef {import("./values.js").State} State
 * @typedef {import("./values.js").Value} Value
 * @typedef {object} Model the widget, as its front end has it
 * @property {(name: string) => any} get
 * @property {(name: string, value: any) => void} set
 * @property {() => void} save_changes
 * @property {(name: string, listener: (message: any) => void) => void} on
 * @property {(name: string, listener: (message: any) => void) => void} off
 * @property {(message: any) => void} send
 * @typedef {{html: string, controls: import("./values.js").Control[], values: State, first: import("./live-source.js").Answer,
 *   points: import("./drag-points.js").Declared[], grids: import("./grid.js").Declared[]}} Opened
 */

const SETTLED = 1000; // ms without a change after which the notebook keeps the picture
const WRITTEN = 2000; // ms within which the still that the kernel wrote is there
const UNKEPT = "The page was loaded anew: run this figure's cell again, or the notebook keeps the picture that it has.";
const GONE = "The kernel of this figure has ended: run its cell again to turn it. The picture shows the last state.";

/** @type {Set<Home>} */
const homes = new Set();

/** What a notebook's page does at any time may have brought a still. */
function look() {
  for (const still of document.querySelectorAll("figure.lab[data-place]:not([data-taken])")) {
    for (const home of homes) {
      if (home.place !== still.getAttribute("data-place")) continue;
      still.setAttribute("data-taken", "");
      home.take(still);
    }
  }
}

/** One widget, and its figures: one for each view of its cell's output. */
export class Home {
  /** @type {Figure[]} */
  figures = [];

  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    this.place = model.get("_place");
    homes.add(this);
    model.on("msg:custom", ({ keeps, anew }) => {
      if (keeps) this.figures.forEach((figure) => figure.remember());
      if (anew) this.figures.forEach((figure) => figure.again());
    });
    model.on("comm_live_update", () => this.end());
    look();
  }

  /**
   * A still of this widget has come into the page: a figure whose still was written anew goes back, or a new one comes.
   * @param {Element} still
   */
  async take(still) {
    const homeless = this.figures.find(({ root }) => !root.isConnected);
    if (homeless) return homeless.moveTo(still);
    const kernel = new Kernel(this.model, crypto.randomUUID());
    const figure = new Figure(this.model, kernel, await kernel.request({ do: "open" }));
    this.figures.push(figure);
    figure.moveTo(still);
  }

  end() {
    homes.delete(this);
    this.figures.forEach((figure) => figure.end());
  }
}

class Figure {
  pending = 0;
  unkept = 0;
  /** @type {Promise<void> | null} */
  following = null;
  ended = false;
  /** @type {HTMLElement | null} */
  focused = null;

  /**
   * @param {Model} model
   * @param {Kernel} kernel
   * @param {Opened} opened
   */
  constructor(model, kernel, { html, controls, values, first, ...stage }) {
    this.model = model;
    this.kernel = kernel;
    kernel.gone = () => this.end();
    this.root = built(html);
    this.store = new Store();
    this.view = new View(this.root, this.store);
    this.view.layControls();
    take(this.view, new Computed(kernel, this.root.id, controls, first), stage, values);
    this.actions = new Actions(this.store, this.view, new Code(this.root), async () => {});
    this.actions.wire();
    this.view.find("fieldset").removeAttribute("disabled");
    this.store.subscribe((now, by) => this.tell(now, by));
    for (const { name } of controls) model.on(`change:${name}`, () => this.follow());
    offer(this.root, () => this.host());
    this.root.dataset.ready = "";
  }

  /**
   * Stand in the place of a still.
   * @param {Element} still
   */
  moveTo(still) {
    clearTimeout(this.unkept);
    still.replaceWith(this.root);
    if (this.actions.filling) this.root.showPopover?.(); // which it loses where it is taken out
    this.focused?.focus({ preventScroll: true });
    this.focused = null;
  }

  /**
   * The still is about to be written anew, and the figure to be taken out. It is not where the page was loaded again
   * while the kernel went on: the front end has forgotten which output was the figure's.
   */
  remember() {
    clearTimeout(this.unkept);
    this.unkept = window.setTimeout(() => this.root.isConnected && this.view.say(UNKEPT), WRITTEN);
    const { activeElement } = document;
    this.focused = activeElement instanceof HTMLElement && this.root.contains(activeElement) ? activeElement : null;
  }

  /**
   * The widget's traits are what the figure shows, and the notebook keeps it once it has settled.
   * @param {State} values
   * @param {import("./store.js").By} by
   */
  tell(values, by) {
    clearTimeout(this.pending);
    if (this.ended) return;
    this.pending = window.setTimeout(() => this.keep(), SETTLED);
    if (by === "source") return;
    for (const [name, value] of Object.entries(values)) this.model.set(name, value);
    this.model.save_changes();
  }

  /** What the lab computes with is not what it was. */
  again() {
    this.view.show(this.store.values);
    this.tell(this.store.values, "source");
  }

  keep() {
    const inUse = this.root.dataset.busy !== undefined || this.root.matches(":active, .lab-shown");
    if (inUse) this.pending = window.setTimeout(() => this.keep(), SETTLED);
    else this.model.send({ do: "keep" });
  }

  /** The widget's values were set elsewhere: several of them at once are one state. */
  follow() {
    this.following ??= Promise.resolve().then(() => {
      this.following = null;
      const now = this.store.controls.map(({ name }) => [name, this.model.get(name)]);
      const changed = now.filter(([name, value]) => this.store.values[name] !== value);
      if (changed.length) this.store.set(Object.fromEntries(changed), "source");
    });
  }

  /** @param {string} search the values of a state, as in an address */
  goTo(search) {
    const { values, problems } = readAddress(search, this.root.id, this.store.controls);
    this.actions.player?.pause();
    this.store.set(values, "address");
    this.view.say(few(problems, " "));
    this.root.scrollIntoView({ block: "nearest" });
  }

  /**
   * What a dare under this lab needs. Of the questions that wait only the newest is kept: the picture comes first.
   * @returns {import("./dare.js").Host}
   */
  host() {
    const judge = async (/** @type {string} */ dare, /** @type {State} */ values) => {
      while (this.root.dataset.busy !== undefined) await new Promise((on) => setTimeout(on, 50));
      return this.kernel.request({ do: "dare", values: { dare, values } });
    };
    return { view: this.view, judge, goTo: (search) => this.goTo(search) };
  }

  end() {
    this.ended = true;
    clearTimeout(this.pending);
    clearTimeout(this.unkept);
    this.actions.player?.pause();
    this.view.settle();
    this.view.find("fieldset").setAttribute("disabled", "");
    this.view.say(GONE);
  }
}

const STATE = /\?([^#]*)#(\w+)$/; // the end of a link into a lab's state

/**
 * A link into a state moves the lab of its notebook instead of leading to the book's page.
 * @param {MouseEvent} event
 */
function followLink(event) {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  const state = STATE.exec(link?.getAttribute("href") ?? "");
  if (!link || !state || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const notebook = link.closest(".jp-Notebook, .jp-NotebookPanel");
  const named = [...homes].flatMap(({ figures }) => figures).filter(({ root }) => root.id === state[2]);
  const figure = notebook ? named.find(({ root }) => notebook.contains(root)) : named.at(-1);
  if (!figure) return;
  event.preventDefault();
  event.stopPropagation();
  figure.goTo(state[1]);
}

/** Where a state is found again: the code that shows it. */
class Code {
  what = "code";

  /** @param {HTMLElement} root */
  constructor(root) {
    this.name = root.id;
  }

  /** @param {import("./values.js").Seen} seen */
  of({ controls, values }) {
    const turned = controls.filter((control) => values[control.name] !== usual(control));
    return `labs.${this.name}.widget(${turned.map(({ name }) => `${name}=${literal(values[name])}`).join(", ")})`;
  }

  show() {}
}

/** A value as Python writes it. @param {Value} value */
function literal(value) {
  if (typeof value === "boolean") return value ? "True" : "False";
  return JSON.stringify(value);
}

/**
 * The figure of this HTML. Its names are its own: the same lab may stand twice in a page.
 * @param {string} html
 */
function built(html) {
  const place = document.createElement("template");
  place.innerHTML = html;
  const root = /** @type {HTMLElement} */ (place.content.firstElementChild);
  document.adoptNode(root);
  const own = crypto.randomUUID().slice(0, 8);
  const waiting = root.querySelector("template")?.content ?? root;
  for (const one of waiting.querySelectorAll("[id], [for]")) {
    for (const attribute of ["id", "for"]) {
      const name = one.getAttribute(attribute);
      if (name) one.setAttribute(attribute, `${name}-${own}`);
    }
  }
  for (const kind of ["focusin", "keydown", "keyup"]) root.addEventListener(kind, ownKeys);
  return root;
}

/**
 * JupyterLab's keys are not meant where the figure has the focus, but for those with Ctrl, such as that for saving. It
 * looks at the element that has the focus first.
 * @param {Event} event
 */
function ownKeys(event) {
  const { target, ctrlKey, metaKey } = /** @type {KeyboardEvent} */ (event);
  if (target instanceof Element) target.toggleAttribute("data-lm-suppress-shortcuts", !ctrlKey && !metaKey);
}

new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
document.addEventListener("click", followLink, { capture: true });
addEventListener("pagehide", ({ persisted }) => {
  if (persisted) return; // it may come back, and its figures with it
  for (const { figures } of homes) figures.forEach(({ kernel }) => kernel.close());
});
closeMenus();
