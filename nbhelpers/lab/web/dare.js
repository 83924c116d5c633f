// Dares under a lab: goals over its numbers. Each is folded into a line; unfolded, it checks the state that the lab has
// now, by a Python that computes it anew. What was met is kept in this browser with its state.

import { withState } from "./address.js";
import { Spoken } from "./announce.js";
import { button, element } from "./elements.js";
import { PATIENCE, Stopped, messageOf } from "./source.js";
import { keep, kept } from "./storage.js";
import { OWN, usual } from "./values.js";

/**
 * @typedef {import("./values.js").State} State
 * @typedef {{met: boolean, counts: boolean, words: string}} Found
 * @typedef {object} Host where the lab of a dare stands
 * @property {import("./view.js").View} view
 * @property {(name: string, values: State) => Promise<Found>} judge rejects with words for the reader
 * @property {(search: string) => void} goTo a state, as in an address
 * @property {import("./python-line.js").PythonLine} [python] says what checking loads, where it loads anything
 * @property {string} [without] says why nothing can be checked here, and where it can
 */

export const MET = "dare-met.";
/** The states that met a dare since the page is open: all there is where storage is forbidden. @type {Map<string, string>} */
export const here = new Map();

/** @param {HTMLElement} place */
const stateOf = ({ dataset: { dare = "" } }) => here.get(dare) ?? kept(MET + dare);

/**
 * Show at a dare, or at a line that names one, whether it is met; under its lab then also why it is possible.
 * @param {HTMLElement} place
 */
export function mark(place) {
  const met = stateOf(place) !== null;
  place.toggleAttribute("data-met", met);
  place.querySelector(".dare-mark")?.remove();
  place.querySelector(".dare-debrief")?.toggleAttribute("hidden", !met);
  if (met) (place.querySelector("summary") ?? place).append(element("span", "dare-mark", " ✓ met"));
}

/**
 * The dares under a lab, each made when it is first unfolded.
 * @param {() => Host} host
 * @param {HTMLElement} root the figure
 */
export function offer(root, host) {
  for (const place of /** @type {NodeListOf<HTMLDetailsElement>} */ (root.querySelectorAll("details.dare"))) {
    mark(place);
    place.addEventListener("toggle", () => new Dare(place, host()), { once: true });
  }
}

class Dare {
  busy = false;

  /**
   * @param {HTMLElement} place
   * @param {Host} host
   */
  constructor(place, host) {
    this.place = place;
    this.host = host;
    this.name = place.dataset.dare ?? "";
    this.check = button("Check", () => this.judge());
    this.check.setAttribute("aria-label", `Check the figure’s state: ${place.querySelector("summary")?.firstChild?.textContent}`);
    this.back = button("Show the state that met it", () => host.goTo(stateOf(place) ?? ""));
    this.verdict = element("p", "dare-verdict");
    this.spoken = new Spoken(place);
    const { python, without } = host;
    const actions = element("p", "dare-actions", ...(without ? [without] : [this.check, this.back]), ...(python ? [python.note] : []));
    place.querySelector(".dare-debrief")?.before(actions, ...(python ? [python.line] : []), this.verdict);
    python?.engine?.watchers.add(() => this.sayPython());
    this.show();
  }

  show() {
    mark(this.place);
    this.back.hidden = !stateOf(this.place);
    this.sayPython();
  }

  sayPython() {
    const { python } = this.host;
    python?.say(python.engine?.status !== "off", this.busy);
  }

  async judge() {
    if (this.busy) return;
    this.setBusy(true);
    const slow = setTimeout(() => this.host.python?.sayRunning("Checking", () => this.busy), PATIENCE);
    try {
      const { store, root } = this.host.view;
      const values = { ...store.values };
      const found = await this.host.judge(this.name, values);
      const own = store.controls.some((one) => OWN.includes(one.kind) && values[one.name] !== usual(one));
      if (found.counts) this.remember(own ? "" : withState("", root.id, store.controls, values));
      this.say(found.words, found.counts);
    } catch (error) {
      const cause = error instanceof Stopped ? "it was stopped" : messageOf(error);
      this.say(`It could not be checked: ${cause}. The figure stays as it is; try again.`);
    } finally {
      clearTimeout(slow);
      this.setBusy(false);
    }
  }

  /** @param {string} state as in an address; "" where what the reader drew is part of it, which is kept at one place alone */
  remember(state) {
    here.set(this.name, state);
    keep(MET + this.name, state);
    this.show();
    this.place.dispatchEvent(new CustomEvent("dare-met", { bubbles: true }));
  }

  /**
   * @param {string} words
   * @param {boolean} met now, by the book's own
   */
  say(words, met = false) {
    this.verdict.textContent = words;
    const debrief = this.place.querySelector(".dare-debrief")?.textContent ?? "";
    this.spoken.say(met ? `${words} ${debrief}` : words);
  }

  /** @param {boolean} on */
  setBusy(on) {
    this.busy = on;
    this.check.setAttribute("aria-disabled", String(on));
    if (on) this.verdict.textContent = "";
    this.sayPython();
  }
}
