// Play, pause and single steps for a lab in which time passes. It never starts by itself.

const WHOLE = 5000; // ms for a whole run, within the limits below
const FASTEST = 60;
const SLOWEST = 450;
const PLAY = "M3 2l11 6-11 6z";
const PAUSE = "M3 2h4v12H3zM9 2h4v12H9z";

export class Player {
  /**
   * @param {HTMLButtonElement} button
   * @param {number} count how many moments there are
   * @param {{at: () => number, go: (index: number) => void}} host
   */
  constructor(button, count, host) {
    this.button = button;
    this.count = count;
    this.host = host;
    this.label = (button.getAttribute("aria-label") ?? "").replace(/: play$/, "");
    this.timer = 0;
  }

  toggle() {
    if (this.timer) return this.pause();
    if (this.host.at() === this.count - 1) this.host.go(0);
    this.mark(true);
    const beat = Math.min(SLOWEST, Math.max(FASTEST, WHOLE / this.count));
    this.timer = window.setInterval(() => this.tick(), beat);
  }

  tick() {
    this.step(1);
    if (this.host.at() === this.count - 1) this.pause();
  }

  pause() {
    if (!this.timer) return;
    clearInterval(this.timer);
    this.timer = 0;
    this.mark(false);
  }

  /** @param {number} by */
  step(by) {
    this.host.go(Math.min(this.count - 1, Math.max(0, this.host.at() + by)));
  }

  /** @param {boolean} on */
  mark(on) {
    this.button.querySelector("path")?.setAttribute("d", on ? PAUSE : PLAY);
    this.button.setAttribute("aria-label", `${this.label}: ${on ? "pause" : "play"}`);
  }
}
