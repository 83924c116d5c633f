// One lab in the address of its page: what its store holds is written there, once it has settled. What the reader drew,
// typed or brought is not, unless it is asked for (*Copy link*): this tab keeps it, so that a page loaded anew has it.

import { withShown, withState } from "./address.js";
import { keepHere, keptHere } from "./storage.js";
import { OWN, usual } from "./values.js";

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
    this.pending = setTimeout(() => {
      const own = controls.filter((control) => OWN.includes(control.kind));
      const { values } = this.store;
      replace(withState(location.search, this.name, controls.filter((control) => !own.includes(control)), values));
      const mine = own.filter((control) => values[control.name] !== usual(control));
      keepHere(this.key, mine.length ? JSON.stringify(mine.map(({ name }) => [name, values[name]])) : null);
    }, PAUSE);
  }

  get own() {
    return document.querySelector('a[href$="yours.html"]')?.getAttribute("href") ?? null;
  }

  get key() {
    return `own:${location.pathname}#${this.name}`;
  }

  /**
   * An address with what this tab keeps of the reader's own for this lab; as it is where a link led to a state of it.
   * @param {string} search
   */
  withOwn(search) {
    const all = new URLSearchParams(search);
    const [came] = performance.getEntriesByType("navigation");
    const linked = came && "type" in came && came.type === "navigate";
    if (linked && [...all.keys()].some((key) => key.startsWith(`${this.name}.`))) return search;
    try {
      for (const [name, value] of JSON.parse(keptHere(this.key) ?? "[]")) {
        if (!all.has(`${this.name}.${name}`)) all.append(`${this.name}.${name}`, value);
      }
    } catch {
      keepHere(this.key, null); // not what was written here
    }
    return String(all) && `?${all}`;
  }

  /** Another state was asked for: what was the reader's own in the one before is no longer kept. */
  forget() {
    keepHere(this.key, null);
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
