// The sentence of a lab for those who hear the page: once it has settled, not at every step of a drag or of playing.

import { element } from "./elements.js";

const SETTLED = 700; // ms without a new sentence: longer than a beat of the player
const KEPT = 7000; // ms until it is taken away, so that whoever reads on does not meet it twice

export class Spoken {
  /** @param {HTMLElement} figure */
  constructor(figure) {
    this.place = element("p", "lab-spoken");
    this.place.setAttribute("role", "status");
    figure.append(this.place);
    this.timer = 0;
  }

  /** @param {string} sentence */
  say(sentence) {
    this.later(SETTLED, () => {
      this.place.textContent = sentence;
      this.later(KEPT, () => this.place.replaceChildren());
    });
  }

  /**
   * @param {number} pause in ms
   * @param {() => void} then
   */
  later(pause, then) {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(then, pause);
  }
}
