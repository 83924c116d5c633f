// The recorded states of one lab: a file that lists every distinct picture part once, and for each
// combination of control values a row of indices into that list, and the sentence.

import { messageOf } from "./source.js";

/**
 * @typedef {import("./source.js").Picture} Picture
 * @typedef {import("./values.js").Control} Control
 * @typedef {import("./values.js").State} State
 * @typedef {{format: number, lab: string, controls: Control[], live: Control[], parts: string[], pieces: string[],
 *   frames: number[][], readings: string[]}} Data
 */

const FORMAT = 1;

export class Recorded {
  kind = "recorded";

  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    this.controls = data.controls;
  }

  /**
   * Fetch and check a record. Rejects with a message for the reader.
   * @param {string} url
   * @param {string} lab
   * @param {RequestInit} how
   */
  static async load(url, lab, how = {}) {
    let text;
    try {
      const response = await fetch(url, how);
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      text = await response.text();
    } catch (error) {
      throw new Error(`the recorded states could not be fetched (${messageOf(error)})`);
    }
    let data;
    try {
      data = JSON.parse(text);
    } catch {
      if (/^\s*</.test(text)) throw new Error("a page came in place of the recorded states; does this network ask for a login?");
      throw new Error("the file of recorded states is damaged (it is cut short or not JSON)");
    }
    const flaw = flawOf(data, lab);
    if (flaw) throw new Error(`the file of recorded states is damaged (${flaw})`);
    return new Recorded(data);
  }

  /**
   * The picture of a state of recorded values.
   * @param {State} values
   * @returns {Picture}
   */
  at(values) {
    const { controls, frames, parts, pieces, readings } = this.data;
    const row = controls.reduce((at, { name, values: all }) => at * all.length + all.indexOf(values[name]), 0);
    const shown = Object.fromEntries(parts.map((part, k) => [part, pieces[frames[row][k]]]));
    return { pieces: shown, reading: readings[row] };
  }
}

/**
 * What is wrong with a record, in words; empty if nothing is.
 * @param {any} data
 * @param {string} lab
 */
export function flawOf(data, lab) {
  if (data?.format !== FORMAT) return `its format is ${data?.format}, not ${FORMAT}`;
  if (data.lab !== lab) return `it belongs to ${data.lab}, not to ${lab}`;
  const lists = ["controls", "live", "parts", "pieces", "frames", "readings"];
  const missing = lists.find((name) => !Array.isArray(data[name]));
  if (missing) return `it has no ${missing}`;
  if (![...data.controls, ...data.live].every(isControl)) return "a control is not as it should be";
  const count = data.controls.reduce((/** @type {number} */ n, /** @type {Control} */ c) => n * c.values.length, 1);
  if (data.frames.length !== count) return `it has ${data.frames.length} states instead of ${count}`;
  if (data.readings.length !== count) return `it has ${data.readings.length} sentences instead of ${count}`;
  if (!data.readings.every((/** @type {unknown} */ text) => typeof text === "string")) return "a sentence is none";
  const whole = (/** @type {number[]} */ row) =>
    Array.isArray(row) && row.length === data.parts.length && row.every((k) => typeof data.pieces[k] === "string");
  return data.frames.every(whole) ? "" : "a state names a picture part that is not there";
}

/** @param {any} control */
function isControl(control) {
  const { name, values, shown, start } = control ?? {};
  const lists = Array.isArray(values) && Array.isArray(shown) && values.length === shown.length;
  return typeof name === "string" && lists && Number.isInteger(start) && start in values;
}
