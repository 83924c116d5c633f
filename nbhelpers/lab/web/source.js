// Who answers a lab: the file of its recorded states (recorded.js), a Python (live-source.js). The
// view (view.js) asks any of them the same way.

/**
 * @typedef {import("./values.js").Control} Control
 * @typedef {import("./values.js").State} State
 *
 * @typedef {object} Place of a point that can be dragged
 * @property {number} panel
 * @property {[number, number]} at in the panel's SVG
 * @property {[number, number]} unit how far 1 of each of its two controls reaches there
 *
 * @typedef {object} Picture
 * @property {Record<string, string>} pieces SVG of the moving parts by their names, without those that stay as they were
 * @property {string} reading the sentence
 * @property {Place[]} [points]
 * @property {number} [took] ms
 *
 * @typedef {object} Source
 * @property {string} kind "recorded" or "live"; the figure's data-source
 * @property {readonly Control[]} controls with the values that it offers
 * @property {(values: State, progress: (share: number) => void) => Picture | Promise<Picture>} at
 *   the picture of a state, at once where it is known; rejects with Stopped, or with words for the reader
 * @property {() => string} [doing] what takes long, in words
 * @property {() => void} [stop] ends it
 * @property {(control: string, given: object) => Promise<any>} [take] what it makes for a control of a thing brought
 * @property {(values: State) => Promise<string>} [numbers] the state as the text of a CSV file
 */

export const PATIENCE = 400; // ms before a computation that runs tells its progress

/** An answer that was given up because a newer state was asked for or the reader stopped it. */
export class Stopped extends Error {}

/** @param {unknown} error */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
