// What has moved to another chapter: old addresses lead to its new page, and what a reader kept under its old name is
// found under the new one.

/** @type {Record<string, {to: string, labs: string[], sections: string[], exercises: string[]}>} */
const MOVED = {
  backprop: {
    to: "generalising",
    labs: ["early_stopping", "escape", "decay"],
    sections: ["when-to-stop", "out-of-the-wrong-valley", "a-learning-rate-that-decays"],
    exercises: ["decay_step", "decay_alone", "where_it_stops"],
  },
  neurons: {
    to: "activations",
    labs: ["spread"],
    sections: ["which-weights-to-begin-with"],
    exercises: ["start", "sum_spread"],
  },
};

/**
 * The address, relative to the page, of what an old address of this page means; null if all of it is still here.
 * @param {{pathname: string, search: string, hash: string}} old
 */
export function movedAddress({ pathname, search, hash }) {
  const [, page = "", end = ""] = /([^/]*?)(\.html)?$/.exec(pathname) ?? [];
  const moved = Object.hasOwn(MOVED, page) ? MOVED[page] : null;
  if (!moved) return null;
  const { to, labs, sections, exercises } = moved;
  const names = new Set([...labs, ...sections, ...exercises.map((name) => `${name}-exercise`)]);
  const asked = new URLSearchParams(search);
  const wanted = hash.slice(1) || asked.get("show") || [...asked.keys()].find((key) => key.includes("."))?.split(".")[0];
  return wanted && names.has(wanted) ? `${to}${end}${search}${hash}` : null;
}

/**
 * The name that an exercise of today had before it moved; null if it never did.
 * @param {string} name
 */
export function formerName(name) {
  const [room, own] = name.split(".");
  const from = Object.keys(MOVED).find((page) => MOVED[page].to === room && MOVED[page].exercises.includes(own));
  return from ? `${from}.${own}` : null;
}

/**
 * The name of today of an exercise.
 * @param {string} name as it was when it was kept
 */
export function presentName(name) {
  const [room, own] = name.split(".");
  const moved = Object.hasOwn(MOVED, room) ? MOVED[room] : null;
  return moved?.exercises.includes(own) ? `${moved.to}.${own}` : name;
}
