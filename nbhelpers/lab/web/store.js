// The state of one lab by value, and who is told when it changes. Pure: knows neither page nor source.

import { usualState } from "./values.js";

/**
 * @typedef {import("./values.js").Control} Control
 * @typedef {import("./values.js").State} State
 * @typedef {"reader" | "play" | "address" | "source"} By who changes it
 * @typedef {(values: State, by: By) => void} Listener
 */

export class Store {
  /** @type {readonly Control[]} */
  controls = [];
  /** @type {State} */
  values = {};
  /** @type {Listener[]} */
  listeners = [];

  /** @param {Listener} listener */
  subscribe(listener) {
    this.listeners.push(listener);
  }

  /**
   * From now on there are these controls. What was set stays, and nobody is told before the next `set`.
   * @param {readonly Control[]} controls
   */
  take(controls) {
    this.controls = controls;
    this.values = { ...usualState(controls), ...this.values };
  }

  /**
   * @param {State} changes
   * @param {By} by
   */
  set(changes, by = "reader") {
    this.values = { ...this.values, ...changes };
    for (const listener of this.listeners) listener(this.values, by);
  }

  /** @param {string} name */
  control(name) {
    return this.controls.find((control) => control.name === name);
  }
}
