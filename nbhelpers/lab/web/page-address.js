// One lab in the address of its page: what its store holds is written there, once it has settled.

import { withShown, withState } from "./address.js";

/**
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./values.js").Seen} Seen
 */

const PAUSE = 250; // ms

export class PageAddress {
  what = "link";
  pending = 0;

  /**
   * @param {string} name of the lab
   * @param {Store} store
   */
  constructor(name, store) {
    this.name = name;
    this.store = store;
    store.subscribe((_, by) => ["reader", "play"].includes(by) && this.write());
  }

  write() {
    clearTimeout(this.pending);
    const { controls } = this.store;
    this.pending = setTimeout(() => replace(withState(location.search, this.name, controls, this.store.values)), PAUSE);
  }

  /** @param {boolean} fills whether the lab fills the screen */
  show(fills) {
    replace(withShown(location.search, fills ? this.name : null));
  }

  /**
   * The address of a state with all its values.
   * @param {Seen} seen
   * @param {boolean} fills
   */
  of({ controls, values }, fills = false) {
    const search = withState(withShown("", fills ? this.name : null), this.name, controls, values, true);
    return new URL(`${location.pathname}${search}#${this.name}`, location.href).href;
  }
}

/** @param {string} search */
function replace(search) {
  history.replaceState(history.state, "", `${location.pathname}${search}${location.hash}`);
}
