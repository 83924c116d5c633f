// What is the reader's own in this browser: ten handwritten digits, and pictures, tables and texts that were brought.
// One entry of its storage, read anew before each change, so that two pages do not undo each other.

import { keep, kept } from "./storage.js";

/**
 * @typedef {import("./own-pictures.js").Grey} Grey
 * @typedef {"picture" | "table" | "text"} Kind
 * @typedef {{kind: Kind, name: string, content: Grey | {text: string}}} Brought
 * @typedef {{digits: Record<string, string>, brought: Brought[]}} Own `digits` are drawings on SHEET
 */

const KEY = "own";
const MOST = 12; // things brought that are kept, the newest first

/** The sheet on which digits are drawn, as `Pixels` declares one. */
export const SHEET = {
  name: "digit", label: "your digit", kind: "pixels", values: [""], shown: ["none"], start: 0, rows: 28, columns: 28, brush: 2, first: {},
};

/** @returns {Own} */
export function own() {
  try {
    const { digits, brought } = JSON.parse(kept(KEY) ?? "{}");
    return {
      digits: Object.fromEntries(Object.entries(digits ?? {}).filter(([digit, text]) => /^\d$/.test(digit) && typeof text === "string")),
      brought: (Array.isArray(brought) ? brought : []).filter((one) => typeof one?.name === "string" && typeof one.content === "object"),
    };
  } catch {
    return { digits: {}, brought: [] }; // another page or an old one wrote something else
  }
}

/**
 * Change what is kept; false if this browser keeps nothing more.
 * @param {(now: Own) => void} change
 */
export function changeOwn(change) {
  const now = own();
  change(now);
  const empty = !Object.keys(now.digits).length && !now.brought.length;
  return keep(KEY, empty ? null : JSON.stringify(now)) !== null;
}

/** @param {Brought} one the newest comes first, and stands there once */
export function keepBrought(one) {
  const text = JSON.stringify(one.content);
  return changeOwn((now) => {
    now.brought = [one, ...now.brought.filter((other) => JSON.stringify(other.content) !== text)].slice(0, MOST);
  });
}
