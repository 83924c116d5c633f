// The text of a tour under the lab that fills the screen: where the reader is, what is said or asked, and the buttons.

import { Spoken } from "./announce.js";
import { button, element } from "./elements.js";

/**
 * @typedef {import("./tour-steps.js").Step} Step
 * @typedef {import("./tour-steps.js").Question} Question
 * @typedef {{back: () => void, next: () => void, play: () => void, leave: () => void, answer: (chosen: number) => void}} Acts
 */

export class Panel {
  /**
   * @param {string} title of the tour
   * @param {number} count of its steps
   * @param {Acts} acts what the buttons do
   */
  constructor(title, count, acts) {
    this.count = count;
    this.acts = acts;
    this.text = element("div", "tour-text");
    this.back = button("Back", acts.back);
    this.next = button("Next", acts.next, "tour-next");
    this.play = button("Play", acts.play);
    this.more = element("p", "tour-more");
    const bar = element("div", "tour-bar", this.back, this.next, this.play, button("Leave", acts.leave), this.more);
    this.root = element("section", "tour-panel", this.text, bar);
    this.root.setAttribute("aria-label", `Tour: ${title}`);
    this.spoken = new Spoken(this.root);
  }

  /** The answers of the question that stands open. */
  get choices() {
    return this.text.querySelectorAll("button");
  }

  /** What is focused within it, else the button that goes on. */
  get held() {
    const focus = document.activeElement;
    return focus instanceof HTMLElement && this.root.contains(focus) ? focus : this.next;
  }

  /**
   * @param {Step} step
   * @param {string} next what the button says that goes on
   * @param {HTMLElement[]} parts
   */
  write({ more }, next, ...parts) {
    this.text.replaceChildren(...parts);
    this.next.textContent = next;
    const link = /** @type {HTMLAnchorElement} */ (element("a", "", more.text));
    link.href = more.href;
    this.more.replaceChildren("More: ", link);
  }

  /**
   * A step: its heading while the picture is on its way, then what is said of it.
   * @param {Step} step
   * @param {number} at
   * @param {string[]} said the verdict and the text
   */
  tell(step, at, ...said) {
    const [verdict, text] = said;
    this.back.disabled = at === 0;
    const parts = [heading(`${at + 1} of ${this.count}`, step.heading)];
    if (verdict) parts.push(element("p", "tour-verdict", verdict));
    if (text) parts.push(element("p", "", text));
    this.write(step, at === this.count - 1 ? "Finish" : "Next", ...parts);
    if (text) this.spoken.say([`${at + 1} of ${this.count}: ${step.heading}.`, verdict, text].filter(Boolean).join(" "));
  }

  /**
   * @param {Step} step that is still shown
   * @param {number} at
   * @param {Question} question about the next one
   */
  ask(step, at, { text, answers }) {
    this.back.disabled = false;
    const title = element("p", "", text);
    title.id = "tour-question";
    title.tabIndex = -1;
    const choices = answers.map((answer, k) => {
      const choice = button("", () => this.acts.answer(k), "tour-choice");
      choice.append(element("span", "tour-number", String(k + 1)), " ", answer);
      return choice;
    });
    const group = element("div", "tour-question", title, ...choices);
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", title.id);
    const where = heading(`Before ${at + 2} of ${this.count}`, "What do you expect?");
    this.write(step, "Skip the question", where, group);
    title.focus();
  }

  /** @param {boolean} on whether it goes on by itself */
  mark(on) {
    this.play.textContent = on ? "Pause" : "Play";
  }
}

/**
 * @param {string} where
 * @param {string} text
 */
function heading(where, text) {
  return element("p", "tour-heading", element("span", "tour-place", where), " ", element("strong", "", text));
}
