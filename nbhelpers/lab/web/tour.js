// A tour in the page: its states one after the other, the lab as large as the screen, the text under it. A question
// comes before the state that answers it. Loaded on the pages that have one.

import { Spoken } from "./announce.js";
import { button, element } from "./elements.js";
import { keep, kept } from "./storage.js";
import { placeOf, tally, timeFor, verdict, way } from "./tour-steps.js";

/**
 * @typedef {import("./lab.js").Lab} Lab
 * @typedef {import("./tour-steps.js").Step} Step
 * @typedef {import("./tour-steps.js").Question} Question
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
  /** @type {(() => void) | null} brings a walking picture to its end */
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
    this.text = element("div", "tour-text");
    this.back = button("Back", () => this.goBack());
    this.next = button("Next", () => this.goOn(), "tour-next");
    this.player = button("Play", () => this.toggle());
    this.player.hidden = this.still;
    const leave = button("Leave", () => this.leave());
    this.more = element("p", "tour-more");
    const bar = element("div", "tour-bar", this.back, this.next, this.player, leave, this.more);
    this.panel = element("section", "tour-panel", this.text, bar);
    this.panel.setAttribute("aria-label", `Tour: ${title}`);
    this.spoken = new Spoken(this.panel);
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
    this.next.focus();
  }

  leave() {
    this.lab?.actions.filling?.leave();
  }

  /** The lab no longer fills the screen, whoever made it leave. */
  left() {
    this.pause();
    this.turn++; // what was on its way comes too late
    this.arrive = null;
    this.lab = null;
    this.asks = false;
    this.panel.remove();
    document.removeEventListener("keydown", this.pressed, true);
    document.removeEventListener("visibilitychange", this.hidden);
    this.keepPlace();
    this.sayPlace();
    this.start.focus({ preventScroll: true });
    scrollTo({ top: this.scroll, behavior: "instant" });
  }

  /** The lab of this step fills the screen; its picture goes to the state of this step, then the text is there. */
  async show(asked = false) {
    const turn = ++this.turn;
    const lab = this.labs.find(({ name }) => name === this.step.lab);
    if (!lab) return;
    this.keepPlace();
    const same = lab === this.lab;
    await lab.load();
    if (turn !== this.turn) return;
    if (!same) await this.fill(lab, asked);
    this.write(this.heading());
    await this.walk(lab, turn, same && !asked);
    if (turn !== this.turn) return;
    this.tell();
    this.labs.find(({ name }) => name === this.steps[this.at + 1]?.lab)?.load();
  }

  /**
   * @param {Lab} lab
   * @param {boolean} asked by the reader's hand
   */
  async fill(lab, asked) {
    const before = this.lab?.actions.filling;
    const held = this.panel.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : this.next;
    if (before) {
      before.left = null;
      before.leave(true);
    }
    this.lab = lab;
    await lab.actions.show(asked);
    const { filling } = lab.actions;
    if (filling) filling.left = () => this.left();
    lab.actions.address.show(false); // the address of the page alone would not bring the tour back
    lab.view.find(".lab-views").after(this.panel);
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
      this.arrive = null;
      if (turn !== this.turn) return;
      if (hurried) break;
    }
    store.set(values, "address");
  }

  heading() {
    const where = element("span", "tour-place", `${this.at + 1} of ${this.steps.length}`);
    return element("p", "tour-heading", where, " ", element("strong", "", this.step.heading));
  }

  /** @param {HTMLElement[]} parts */
  write(...parts) {
    this.text.replaceChildren(...parts);
    this.back.disabled = !this.asks && this.at === 0;
    this.next.textContent = this.asks ? "Skip the question" : this.last ? "Finish" : "Next";
    const { href, text } = this.step.more;
    const link = /** @type {HTMLAnchorElement} */ (element("a", "", text));
    link.href = href;
    this.more.replaceChildren("More: ", link);
  }

  /** What is said of the state, with the verdict on what was predicted. */
  tell() {
    const { question, text } = this.step;
    const judged = verdict(question, this.answers[this.at]);
    const parts = [this.heading(), element("p", "", text)];
    if (judged) parts.splice(1, 0, element("p", "tour-verdict", judged));
    this.write(...parts);
    this.spoken.say(`${this.at + 1} of ${this.steps.length}: ${this.step.heading}. ${judged} ${text}`);
    if (this.plays && this.last) this.pause();
    if (this.plays) this.timer = window.setTimeout(() => this.goOn(), timeFor(`${judged} ${text}`));
  }

  /** @param {Question} question */
  ask({ text, answers }) {
    this.asks = true;
    const title = element("p", "", text);
    title.id = "tour-question";
    title.tabIndex = -1;
    const choices = answers.map((answer, k) => {
      const number = element("span", "tour-number", String(k + 1));
      const choice = button("", () => this.answer(k), "tour-choice");
      choice.append(number, " ", answer);
      return choice;
    });
    const group = element("div", "tour-question", title, ...choices);
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", title.id);
    const where = element("span", "tour-place", `Before ${this.at + 2} of ${this.steps.length}`);
    this.write(element("p", "tour-heading", where, " ", element("strong", "", "What do you expect?")), group);
    title.focus();
  }

  /** @param {number | null} chosen */
  answer(chosen) {
    this.answers[this.at + 1] = chosen;
    this.asks = false;
    this.next.focus();
    this.go(1);
  }

  goOn() {
    clearTimeout(this.timer);
    if (this.arrive) return this.arrive();
    if (this.asks) return this.answer(null);
    if (this.last) return this.finish();
    const { question } = this.steps[this.at + 1];
    if (question && this.answers[this.at + 1] === undefined) this.ask(question);
    else this.go(1);
  }

  goBack() {
    clearTimeout(this.timer);
    if (this.asks) {
      this.asks = false;
      this.tell();
      this.next.focus();
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
    this.player.textContent = "Pause";
    if (!this.asks) this.goOn();
  }

  pause() {
    clearTimeout(this.timer);
    if (!this.plays) return;
    this.plays = false;
    this.player.textContent = "Play";
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const { key, target } = event;
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented || event.repeat) return;
    const on = target instanceof Element ? target : document.body;
    if (this.plays && !this.asks && !this.player.contains(on)) this.pause();
    const presses = key === " " && on.closest("button, a");
    if (on.closest(OWN_KEYS) || presses) return;
    const choice = this.asks && /^[1-9]$/.test(key) ? this.text.querySelectorAll("button")[Number(key) - 1] : null;
    if (choice) choice.click();
    else if (BACKWARD.includes(key)) this.goBack();
    else if (FORWARD.includes(key)) {
      if (!(this.asks && key === " ")) this.goOn();
    } else return;
    event.preventDefault();
  }
}

/**
 * @param {HTMLElement} place
 * @param {Lab[]} labs of the page
 */
export const begin = (place, labs) => new Tour(place, labs);
