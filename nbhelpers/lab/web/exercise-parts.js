// Small parts of an exercise: elements, and work that is kept between visits.

/**
 * @param {string} tag
 * @param {string} name its class
 * @param {(Node | string)[]} children
 */
export function element(tag, name, ...children) {
  const made = document.createElement(tag);
  made.className = name;
  made.append(...children);
  return made;
}

/**
 * @param {string} text
 * @param {() => void} act
 * @param {string} name its class
 */
export function button(text, act, name = "") {
  const made = document.createElement("button");
  made.type = "button";
  made.className = name;
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

/**
 * Say whether an exercise is passed: to the style by an attribute, to whoever counts by an event.
 * @param {HTMLElement} place
 * @param {boolean} passed
 */
export function judged(place, passed) {
  place.toggleAttribute("data-passed", passed);
  if (passed) place.dispatchEvent(new CustomEvent("exercise-passed", { bubbles: true }));
}

/** Whether the reader has asked the browser to load as little as it can. */
export function savesData() {
  return Boolean(/** @type {any} */ (navigator).connection?.saveData);
}

/** The reader's answer to one exercise, kept in this browser where it may be. */
export class Kept {
  /** @param {string} name */
  constructor(name) {
    this.key = `exercise.${name}`;
  }

  /** @returns {string | null} */
  get text() {
    try {
      return localStorage.getItem(this.key);
    } catch {
      return null; // storage is forbidden: nothing is kept
    }
  }

  /** @param {string | null} text null to forget */
  keep(text) {
    try {
      if (text === null) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, text);
    } catch {
      // storage is forbidden or full: the answer lives as long as the page
    }
  }
}
