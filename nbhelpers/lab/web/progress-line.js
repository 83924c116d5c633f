// The line under a lab's controls that says what takes long, how far it is, and lets it be stopped.

import { button, element } from "./elements.js";

export class ProgressLine {
  /**
   * @param {HTMLElement} form after which it stands
   * @param {(text: string) => void} speak
   */
  constructor(form, speak) {
    this.form = form;
    this.speak = speak;
    this.line = element("p", "lab-live");
  }

  /**
   * @param {string} text
   * @param {number | null} share how much is done, null where nobody knows
   * @param {(() => void) | null} stop
   */
  show(text, share, stop = null) {
    if (!this.line.isConnected) this.form.after(this.line);
    let bar = this.line.querySelector("progress");
    let words = this.line.querySelector("span");
    if (!bar || !words || Boolean(stop) !== Boolean(this.line.querySelector("button"))) {
      bar = document.createElement("progress");
      bar.max = 1;
      words = document.createElement("span");
      this.line.replaceChildren(words, " ", bar);
      if (stop) this.line.append(" ", button("Stop", stop));
    }
    if (words.textContent !== text) this.speak(text);
    words.textContent = text;
    if (share === null) bar.removeAttribute("value");
    else bar.value = share;
    bar.setAttribute("aria-label", text);
  }

  clear() {
    this.line.replaceChildren();
  }
}
