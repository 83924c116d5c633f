// A tour in the page: its states one after the other, the lab as large as the screen, the text under it. A question
// comes before the state that answers it. Loaded on the pages that have one.

import { keep, kept } from "./storage.js";
import { Panel } from "./tour-panel.js";
import { placeOf, tally, timeFor, verdict, way } from "./tour-steps.js";

/**
 * @typedef {import("./lab.js").Lab} Lab
 * @typedef {import("./tour-steps.js").Step} Step
 */

const WALK = 2400; // ms for the way from one state to the next, within the limits below
const FASTEST = 60;
const SLOWEST = 400;
const FORWARD = ["ArrowRight", "PageDown", " "];
const BACKWARD = ["ArrowLeft", "PageUp"];
const OWN_KEYS = "input, select, textarea, summary, .lab-point, .lab-grid"; // what knows these keys itself

class Tour {
  at = 0;
  asks = false; // the question of the next step stands open
  plays = false;
  /** @type {Lab | null} the lab that fills the screen; null where none does */
  lab = null;
  /** @type {import("./tour-steps.js").Answers} */
  answers = {};
  scroll = 0;
  timer = 0;
  turn = 0; // of the step that is on its way; what an earlier one waited for comes too late
  /** @type {(() => void) | null} brings a picture that is on its way to its end */
  arrive = null;

  /**
   * @param {HTMLElement} place
   * @param {Lab[]} labs
   */
  constructor(place, labs) {
    this.place = place;
    this.labs = labs;
    this.still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    /** @type {{title: string, steps: Step[]}} */
    const { title, steps } = JSON.parse(place.dataset.told ?? "");
    this.steps = steps;
    this.key = `tour.${place.dataset.tour}`;
    Object.assign(this, placeOf(kept(this.key), steps));
    this.panel = new Panel(title, steps.length, {
      back: () => this.goBack(),
      next: () => this.goOn(),
      play: () => this.toggle(),
      leave: () => this.leave(),
      answer: (chosen) => this.answer(chosen),
    });
    this.panel.play.hidden = this.still;
    this.said = /** @type {HTMLElement} */ (place.querySelector(".tour-said"));
    this.start = this.door("start", () => this.enter());
    this.again = this.door("again", () => this.startAgain());
    this.pressed = this.pressed.bind(this);
    this.hidden = () => document.hidden && this.pause();
    for (const { store } of labs) store.subscribe((_, by) => by === "reader" && this.pause());
    this.sayPlace();
  }

  /**
   * @param {string} name
   * @param {() => void} act
   */
  door(name, act) {
    const found = /** @type {HTMLButtonElement} */ (this.place.querySelector(`[data-tour-does="${name}"]`));
    found.addEventListener("click", act);
    found.disabled = false;
    return found;
  }

  get step() {
    return this.steps[this.at];
  }

  get last() {
    return this.at === this.steps.length - 1;
  }

  /** On the page: where the reader would go on. */
  sayPlace() {
    this.start.textContent = this.at ? `Go on at step ${this.at + 1} of ${this.steps.length}` : "Start";
    this.again.hidden = !this.at;
  }

  keepPlace() {
    const { at, answers } = this;
    keep(this.key, at || Object.keys(answers).length ? JSON.stringify({ at, answers }) : null);
  }

  startAgain() {
    this.at = 0;
    this.answers = {};
    this.enter();
  }

  async enter() {
    if (this.lab) return;
    this.said.textContent = "";
    this.scroll = scrollY;
    document.addEventListener("keydown", this.pressed, true);
    document.addEventListener("visibilitychange", this.hidden);
    await this.show(true);
    this.panel.next.focus();
  }

  leave() {
    this.lab?.actions.filling?.leave();
  }

  /** The lab no longer fills the screen, whoever made it leave. */
  left() {
    this.pause();
    this.turn++;
    this.lab = null;
    this.asks = false;
    this.panel.root.remove();
    document.removeEventListener("keydown", this.pressed, true);
    document.removeEventListener("visibilitychange", this.hidden);
    this.keepPlace();
    this.sayPlace();
    this.start.focus({ preventScroll: true });
    scrollTo({ top: this.scroll, behavior: "instant" });
  }

  /**
   * The lab of this step fills the screen; its picture goes to the state of this step, then the text is there.
   * @param {boolean} entering by the reader's hand
   */
  async show(entering = false) {
    const turn = ++this.turn;
    this.arrive = null;
    const lab = this.labs.find(({ name }) => name === this.step.lab);
    if (!lab) return;
    this.keepPlace();
    await lab.load();
    if (turn !== this.turn) return;
    const same = lab === this.lab;
    if (!same) await this.fill(lab, entering);
    this.panel.tell(this.step, this.at);
    await this.walk(lab, turn, same);
    if (turn !== this.turn) return;
    this.tell();
    this.labs.find(({ name }) => name === this.steps[this.at + 1]?.lab)?.load();
  }

  /**
   * @param {Lab} lab
   * @param {boolean} entering
   */
  async fill(lab, entering) {
    const before = this.lab?.actions.filling;
    const { held, root } = this.panel;
    if (before) {
      before.left = null;
      before.leave(true);
    }
    this.lab = lab;
    await lab.actions.show(entering);
    const { filling } = lab.actions;
    if (filling) filling.left = () => this.left();
    lab.actions.address.show(false); // the address of the page alone would not bring the tour back
    lab.view.find(".lab-views").after(root);
    held.focus();
  }

  /**
   * @param {Lab} lab
   * @param {number} turn
   * @param {boolean} seen whether the picture is seen on its way
   */
  async walk({ store, actions }, turn, seen) {
    actions.player?.pause();
    const { values } = this.step;
    const states = seen && !this.still ? way(store.controls, store.values, { ...store.values, ...values }) : [];
    const beat = Math.min(SLOWEST, Math.max(FASTEST, WALK / states.length));
    let hurried = false;
    for (const state of states.slice(0, -1)) {
      store.set(state, "address");
      await new Promise((resolve) => {
        this.arrive = () => resolve((hurried = true));
        setTimeout(resolve, beat);
      });
      if (turn !== this.turn) return;
      this.arrive = null;
      if (hurried) break;
    }
    store.set(values, "address");
  }

  /** What is said of the state, with the verdict on what was predicted. */
  tell() {
    const { question, text } = this.step;
    const judged = verdict(question, this.answers[this.at]);
    this.panel.tell(this.step, this.at, judged, text);
    if (this.last) this.pause();
    if (this.plays) this.timer = window.setTimeout(() => this.goOn(), timeFor(`${judged} ${text}`));
  }

  /** @param {number | null} chosen */
  answer(chosen) {
    this.answers[this.at + 1] = chosen;
    this.asks = false;
    this.panel.next.focus();
    this.go(1);
  }

  goOn() {
    clearTimeout(this.timer);
    if (this.arrive) return this.arrive();
    if (this.asks) return this.answer(null);
    if (this.last) return this.finish();
    const { question } = this.steps[this.at + 1];
    this.asks = question !== null && this.answers[this.at + 1] === undefined;
    if (question && this.asks) this.panel.ask(this.step, this.at, question);
    else this.go(1);
  }

  goBack() {
    clearTimeout(this.timer);
    if (this.asks) {
      this.asks = false;
      this.tell();
      this.panel.next.focus();
    } else if (this.at) this.go(-1);
  }

  /** @param {number} by */
  go(by) {
    this.at += by;
    this.show();
  }

  finish() {
    const said = tally(this.steps, this.answers);
    this.leave();
    this.at = 0;
    this.answers = {};
    this.keepPlace();
    this.sayPlace();
    this.said.textContent = said;
  }

  toggle() {
    if (this.plays) return this.pause();
    this.plays = true;
    this.panel.mark(true);
    if (!this.asks) this.goOn();
  }

  pause() {
    clearTimeout(this.timer);
    if (this.plays) this.panel.mark(false);
    this.plays = false;
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const { key, target } = event;
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented || event.repeat) return;
    const on = target instanceof Element ? target : document.body;
    if (this.plays && !this.asks && !this.panel.play.contains(on)) this.pause();
    const presses = key === " " && on.closest("button, a");
    if (on.closest(OWN_KEYS) || presses) return;
    const choice = this.asks && /^[1-9]$/.test(key) ? this.panel.choices[Number(key) - 1] : null;
    if (choice) choice.click();
    else if (BACKWARD.includes(key)) this.goBack();
    else if (FORWARD.includes(key)) {
      if (!(this.asks && key === " ")) this.goOn(); // a question is skipped by its button or by an arrow
    } else return;
    event.preventDefault();
  }
}

/**
 * @param {HTMLElement} place
 * @param {Lab[]} labs of the page
 */
export const begin = (place, labs) => new Tour(place, labs);
