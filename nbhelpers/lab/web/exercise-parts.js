// Small parts of an exercise: what it tells the page, and work that is kept between visits.

import { formerName } from "./moved.js";
import { keep, kept } from "./storage.js";

/**
 * Say whether an exercise is passed: to the style by an attribute, to whoever counts by an event.
 * @param {HTMLElement} place
 * @param {boolean} passed
 */
export function judged(place, passed) {
  place.toggleAttribute("data-passed", passed);
  if (passed) place.dispatchEvent(new CustomEvent("exercise-passed", { bubbles: true }));
}

/** The reader's answer to one exercise, kept in this browser where it may be. */
export class Kept {
  /** @param {string} name */
  constructor(name) {
    this.key = `exercise.${name}`;
    const former = formerName(name);
    this.formerKey = former && `exercise.${former}`;
  }

  get text() {
    return kept(this.key) ?? (this.formerKey && kept(this.formerKey));
  }

  /** @param {string | null} text null to forget */
  keep(text) {
    keep(this.key, text);
    if (this.formerKey) keep(this.formerKey, null);
  }
}
