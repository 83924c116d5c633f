// The control values of a page's labs in its address: ?race.eta=0.3&race.surface=saddle#race
// Everything read from there is untrusted text: it is only ever compared with what is recorded.

import { allowed, usual, usualState, valueOf } from "./values.js";

/**
 * @typedef {import("./values.js").Control} Control
 * @typedef {import("./values.js").State} State
 */

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
 * The state that an address asks for, and what could not be understood, in words.
 * @param {string} search
 * @param {string} lab
 * @param {readonly Control[]} controls
 */
export function readAddress(search, lab, controls) {
  const values = usualState(controls);
  const problems = [];
  const seen = new Set();
  for (const [key, text] of new URLSearchParams(search)) {
    if (!key.startsWith(`${lab}.`)) continue;
    const name = key.slice(lab.length + 1);
    const control = controls.find((one) => one.name === name);
    if (!control) {
      problems.push(`${quoted(name)} is not a control of this figure; its controls are ${listed(controls)}.`);
      continue;
    }
    if (seen.has(name)) problems.push(`${name} is given more than once; the last value that is allowed counts.`);
    seen.add(name);
    const value = valueOf(control, text);
    if (value === undefined) problems.push(refusal(control, text));
    else values[name] = value;
  }
  return { values, problems };
}

/**
 * @param {Control} control
 * @param {string} text
 */
export function refusal(control, text) {
  return `${control.name} can’t be ${quoted(text)}; allowed are ${allowed(control)}.`;
}

/** @param {readonly Control[]} controls */
function listed(controls) {
  return controls.map(({ name }) => name).join(", ");
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
 * @param {readonly Control[]} controls
 * @param {State} values
 * @param {boolean} all
 */
export function withState(search, lab, controls, values, all = false) {
  const kept = [...new URLSearchParams(search)].filter(([key]) => !key.startsWith(`${lab}.`));
  const own = controls.filter((control) => all || values[control.name] !== usual(control));
  return query([...kept, ...own.map(({ name }) => [`${lab}.${name}`, String(values[name])])]);
}

/**
 * The search part with the lab that fills the screen, or none.
 * @param {string} search
 * @param {string | null} lab
 */
export function withShown(search, lab) {
  const all = new URLSearchParams(search);
  if (lab) all.set("show", lab);
  else all.delete("show");
  return query(all);
}

/** @param {URLSearchParams | string[][]} entries */
function query(entries) {
  const text = new URLSearchParams(entries).toString();
  return text && `?${text}`;
}
