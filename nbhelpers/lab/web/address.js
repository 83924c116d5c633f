// The control values of a page's labs in its address: ?race.eta=0.3&race.surface=saddle#race
// Everything read from there is untrusted text: it is only ever compared with what is recorded.

import { drawn, unpack } from "./bitmap.js";

/** @typedef {import("./recorded.js").Control} Control */

const SHOWN = 40; // letters of a text from the address that a message quotes
const SAID = 3; // things in one message

/**
 * A text from the address as a message may show it: short, and without letters that turn or hide what follows.
 * @param {string} text
 */
export function quoted(text) {
  const letters = [...text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\ufffd")];
  return `“${letters.slice(0, SHOWN).join("")}${letters.length > SHOWN ? "…" : ""}”`;
}

/**
 * The first of some texts in one line, and how many more there are.
 * @param {string[]} texts
 * @param {string} between
 */
export function few(texts, between) {
  const more = texts.length - SAID;
  return texts.slice(0, SAID).join(between) + (more > 0 ? ` (and ${more} more)` : "");
}

/**
 * The indices that an address asks for, and what could not be understood, in words.
 * @param {string} search
 * @param {string} lab
 * @param {Control[]} controls
 */
export function readAddress(search, lab, controls) {
  const indices = controls.map((control) => control.start);
  const problems = [];
  const seen = new Set();
  for (const [key, text] of new URLSearchParams(search)) {
    if (!key.startsWith(`${lab}.`)) continue;
    const name = key.slice(lab.length + 1);
    const k = controls.findIndex((control) => control.name === name);
    if (k < 0) {
      problems.push(`${quoted(name)} is not a control of this figure; its controls are ${listed(controls, "name")}.`);
      continue;
    }
    if (seen.has(name)) problems.push(`${name} is given more than once; the last value that is allowed counts.`);
    seen.add(name);
    const index = indexOf(controls[k], text);
    if (index < 0) problems.push(`${name} can’t be ${quoted(text)}; allowed are ${allowed(controls[k])}.`);
    else indices[k] = index;
  }
  return { indices, problems };
}

/**
 * The index of the value that a text means, -1 if it means none. A number between the ends of a control
 * that can take any becomes one of its values.
 * @param {Control} control
 * @param {string} text
 */
export function indexOf(control, text) {
  const marks = control.kind === "pixels" ? unpack(control, text) : null;
  if (marks) return drawn(control, text, marks);
  const index = control.values.findIndex(
    (value) => String(value) === text || (typeof value === "number" && text.trim() !== "" && Number(text) === value),
  );
  return index < 0 && admits(control, text) ? insert(control, Number(text)) : index;
}

/**
 * @param {Control} control
 * @param {string} text
 */
function admits({ low, high, whole }, text) {
  if (low === undefined || high === undefined || !/^\s*[-+]?[\d.]+(e[-+]?\d+)?\s*$/i.test(text)) return false;
  const value = Number(text);
  return value >= low && value <= high && (!whole || Number.isInteger(value));
}

/**
 * @param {Control} control
 * @param {number} value
 */
function insert(control, value) {
  const later = control.values.findIndex((other) => Number(other) > value);
  const at = later < 0 ? control.values.length : later;
  control.values.splice(at, 0, value);
  control.shown.splice(at, 0, String(value));
  if (at <= control.start) control.start += 1;
  return at;
}

/** @param {Control} control */
export function allowed({ kind, low, high, whole, values, rows, columns }) {
  if (kind === "pixels") return rows ? `drawings of ${rows} by ${columns} pixels` : "drawings made where Python is live";
  if (low === undefined) return values.join(", ");
  return `${whole ? "whole numbers" : "numbers"} from ${low} to ${high}`;
}

/**
 * @param {Control[]} controls
 * @param {"name" | "label"} field
 */
function listed(controls, field) {
  return controls.map((control) => control[field]).join(", ");
}

/**
 * Names in the address that no figure of the page has.
 * @param {string} search
 * @param {string[]} labs
 */
export function strangers(search, labs) {
  const names = [...new URLSearchParams(search).keys()].filter((key) => key.includes("."));
  return [...new Set(names.map((key) => key.split(".")[0]).filter((name) => !labs.includes(name)))];
}

/**
 * The search part with this lab's values in place of its earlier ones; defaults are left out unless `all`.
 * @param {string} search
 * @param {string} lab
 * @param {Control[]} controls
 * @param {number[]} indices
 * @param {boolean} all
 */
export function withState(search, lab, controls, indices, all = false) {
  const kept = [...new URLSearchParams(search)].filter(([key]) => !key.startsWith(`${lab}.`));
  const own = controls
    .map((control, k) => [`${lab}.${control.name}`, String(control.values[indices[k]]), indices[k] !== control.start])
    .filter((entry) => all || entry[2])
    .map(([key, value]) => [String(key), String(value)]);
  const text = new URLSearchParams([...kept, ...own]).toString();
  return text && `?${text}`;
}
