// What a reader does with one lab, by its controls and its buttons.

import { refusal } from "./address.js";
import { compare } from "./compare.js";
import { valueIn } from "./controls.js";
import { Player } from "./player.js";
import { messageOf } from "./source.js";
import { stepped, usualState } from "./values.js";

/**
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./view.js").View} View
 * @typedef {{what: string, of: (seen: import("./values.js").Seen, fills?: boolean) => string,
 *   show: (fills: boolean) => void, own?: string | null}} Address where a state can be found again, a link or code; it
 *   is told when the lab fills the screen and when it leaves it. `own` is where what is the reader's own is seen
 */

const GO_ON = ["play", "live", "show"]; // here what plays goes on, and the message stays

export class Actions {
  /** @type {Player | null} */
  player = null;
  /** @type {import("./fullscreen.js").Show | null} while the lab fills the screen */
  filling = null;
  /** @type {Record<string, (button: HTMLButtonElement) => void>} */
  does = {
    play: () => this.play(),
    back: () => this.step(-1),
    forward: () => this.step(1),
    clear: ({ dataset: { control = "" } }) => this.store.set({ [control]: "" }),
    yours: ({ dataset: { control = "" } }) => this.yours(control),
    reset: () => this.store.set(usualState(this.store.controls)),
    compare: (button) => compare(this.view, button),
    link: () => this.copyAddress(),
    save: ({ dataset: { as = "" } }) => this.save(as),
    show: () => this.show(true),
    live: () => this.goLive(),
  };

  /**
   * @param {Store} store
   * @param {View} view
   * @param {Address} address
   * @param {() => Promise<void> | undefined} goLive
   */
  constructor(store, view, address, goLive) {
    this.store = store;
    this.view = view;
    this.address = address;
    this.goLive = goLive;
    store.subscribe((_, by) => ["reader", "source"].includes(by) && this.player?.pause());
  }

  /** Listen to the controls, once they are there. */
  wire() {
    const { form } = this.view;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => this.turned(event.target));
    this.letScroll(form);
    form.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      if (button) this.pressed(button);
    });
  }

  /**
   * A finger that scrolls the page over a slider moves it where it comes down: that is taken back.
   * @param {HTMLFormElement} form
   */
  letScroll(form) {
    let before = this.store.values;
    form.addEventListener("pointerdown", () => (before = this.store.values));
    form.addEventListener("pointercancel", (event) => {
      if (event.target instanceof HTMLInputElement && event.target.type === "range") this.store.set(before);
    });
  }

  /** @param {EventTarget | null} input */
  turned(input) {
    if (!(input instanceof HTMLInputElement || input instanceof HTMLSelectElement)) return;
    const control = this.store.control(input.name);
    if (!control) return;
    const value = valueIn(control, input, this.store.values[control.name]);
    this.player?.pause();
    this.view.say(value === undefined ? refusal(control, input.value) : "");
    if (value !== undefined) this.store.set({ [control.name]: value });
  }

  /** @param {HTMLButtonElement} button */
  pressed(button) {
    const { action = "" } = button.dataset;
    if (!GO_ON.includes(action)) {
      this.player?.pause();
      this.view.say("");
    }
    this.does[action]?.(button);
  }

  /** @param {string} name of the control that takes something of the reader's own */
  async yours(name) {
    const control = this.store.control(name);
    const { OwnDialog } = await import("./own-dialog.js");
    if (control) new OwnDialog(this.view, control, this.address.own ?? null);
  }

  get time() {
    return this.store.controls.find((control) => control.kind === "time");
  }

  /** Play or pause, where time passes. */
  play() {
    const button = this.view.form.querySelector('[data-action="play"]');
    if (!this.time || !(button instanceof HTMLButtonElement)) return;
    if (this.player?.button !== button) this.player = new Player(button, this.time, this.store);
    this.player.toggle();
  }

  /** @param {number} by */
  step(by) {
    const { time, store } = this;
    if (time) store.set({ [time.name]: stepped(time, store.values[time.name], by) });
  }

  async copyAddress() {
    const { what } = this.address;
    const address = this.address.of(this.store, this.filling !== null);
    try {
      await navigator.clipboard.writeText(address);
      this.view.say(`The ${what} of this state is on the clipboard.`);
    } catch {
      this.view.say(`The ${what} of this state: ${address}`);
    }
  }

  /** @param {string} form svg, png or csv */
  async save(form) {
    try {
      const { save } = await import("./save.js");
      await save(this, form);
    } catch (error) {
      this.view.say(`It could not be saved: ${messageOf(error)}.`);
    }
  }

  /**
   * Fill the screen, or leave it.
   * @param {boolean} asked by the reader's hand, which the browser wants to see before it gives its whole screen
   */
  async show(asked = false) {
    if (this.filling) return this.filling.leave();
    const { Show } = await import("./fullscreen.js");
    this.filling ??= new Show(this, asked);
  }
}
