// What this browser keeps of a reader between visits. Where storage is forbidden or full, nothing is kept: then `keep`
// gives null.

/**
 * @template T
 * @param {() => T} act
 */
function tried(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

/** @param {string} key */
export const kept = (key) => tried(() => localStorage.getItem(key));

/** Of this tab alone, and until it is closed. @param {string} key */
export const keptHere = (key) => tried(() => sessionStorage.getItem(key));

/**
 * @param {string} key
 * @param {string | null} text null to forget
 */
export const keepHere = (key, text) =>
  tried(() => (text === null ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, text)));

/** @returns {string[]} */
export const keptKeys = () => tried(() => Object.keys(localStorage)) ?? [];

/**
 * @param {string} key
 * @param {string | null} text null to forget
 */
export const keep = (key, text) => tried(() => (text === null ? localStorage.removeItem(key) : localStorage.setItem(key, text)));
