// The values of a lab's controls: what a text means, how a value is shown, what lies beside it. A state is by value,
// {name: value}; the lists that a control was read with are never changed. Pure.

import { isPicture, pixels, unpack } from "./bitmap.js";
import { fits, read } from "./dot-text.js";

/**
 * @typedef {string | number | boolean} Value
 * @typedef {Record<string, Value>} State
 * @typedef {{controls: readonly Control[], values: State}} Seen a state, with the controls that made it
 * @typedef {{readonly name: string, readonly label: string, readonly kind: string, readonly values: readonly Value[],
 *   readonly shown: readonly string[], readonly start: number, readonly low?: number, readonly high?: number,
 *   readonly whole?: boolean, readonly rows?: number, readonly columns?: number, readonly brush?: number,
 *   readonly first?: State, readonly inks?: readonly string[], readonly alphabet?: string, readonly longest?: number, readonly plays?: readonly Value[],
 *   readonly takes?: string, readonly box?: readonly number[][], readonly classes?: readonly string[], readonly most?: number}} Control as `declaration` of lab/page.py writes it
 */

/** Kinds of controls whose values are the reader's own. */
export const OWN = ["pixels", "dots", "text"];

/** @param {Control} control */
export const usual = ({ values, start }) => values[start];

/**
 * The state in which a lab opens.
 * @param {readonly Control[]} controls
 * @returns {State}
 */
export const usualState = (controls) => Object.fromEntries(controls.map((control) => [control.name, usual(control)]));

/**
 * The value that a text means; undefined if it means none. Between the ends of a control that can take any number,
 * any does.
 * @param {Control} control
 * @param {string} text
 * @returns {Value | undefined}
 */
export function valueOf(control, text) {
  if (control.kind === "pixels") return unpack(control, text) ? text : undefined;
  if (control.kind === "dots") return fits(control, text) ? text : undefined;
  if (control.kind === "text") return line(control, text);
  const number = text.trim() === "" ? NaN : Number(text);
  const known = control.values.find((value) => String(value) === text || value === number);
  return known ?? (admits(control, text) ? number : undefined);
}

/**
 * A typed line, in small letters if there are no others; undefined if it is too long or has other letters.
 * @param {Control} control
 * @param {string} text
 */
function line({ alphabet = "", longest = 0 }, text) {
  const small = alphabet === alphabet.toLowerCase() ? text.toLowerCase() : text;
  return small.length <= longest && [...small].every((letter) => alphabet.includes(letter)) ? small : undefined;
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

/** @param {Control} control */
export function allowed({ kind, low, high, whole, values, rows, columns, alphabet, longest, most }) {
  if (kind === "text") return alphabet ? `at most ${longest} of the letters “${alphabet}”` : "text typed where Python is live";
  if (kind === "dots") return most ? `up to ${most} points x,y with ; between, inside the picture` : "points put where Python is live";
  if (kind === "pixels") return rows ? `drawings of ${rows} by ${columns} pixels` : "drawings made where Python is live";
  if (low === undefined) return values.join(", ");
  return `${whole ? "whole numbers" : "numbers"} from ${low} to ${high}`;
}

/**
 * A value as the reader sees it.
 * @param {Control} control
 * @param {Value} value
 */
export function shown(control, value) {
  const known = control.shown[control.values.indexOf(value)];
  if (control.kind === "dots" && value) return String(read(String(value)).length);
  if (known !== undefined || control.kind !== "pixels") return known ?? String(value);
  if (isPicture(control, String(value))) return "a picture";
  return `${unpack(control, String(value))?.size} of ${pixels(control)}`;
}

/**
 * The values at which a slider stops: those of the control, and the one that it has now.
 * @param {Control} control
 * @param {Value} value
 */
export function stops({ values }, value) {
  return values.includes(value) ? values : [...values, value].sort((one, other) => Number(one) - Number(other));
}

/**
 * The value so many stops further, as far as there are any.
 * @param {Control} control
 * @param {Value} value
 * @param {number} by
 */
export function stepped(control, value, by) {
  const all = stops(control, value);
  return all[Math.min(all.length - 1, Math.max(0, all.indexOf(value) + by))];
}

/**
 * The control's value nearest to a number.
 * @param {Control} control
 * @param {number} wanted
 */
export function nearest({ values }, wanted) {
  const away = values.map((value) => Math.abs(Number(value) - wanted));
  return values[away.indexOf(Math.min(...away))];
}

/**
 * A state in words, without what cannot be turned.
 * @param {Seen} seen
 */
export function inWords({ controls, values }) {
  const turned = controls.filter((control) => control.values.length > 1);
  return turned.map((control) => `${control.label} ${shown(control, values[control.name])}`).join(", ");
}
