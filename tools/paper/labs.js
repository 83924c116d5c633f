// A lab on paper: a few of its recorded states side by side, each with its sentence and its values.

import { readAddress } from "../../nbhelpers/lab/web/address.js";
import { element, tell } from "../../nbhelpers/lab/web/elements.js";
import { Recorded } from "../../nbhelpers/lab/web/recorded.js";
import { shown, usual, usualState } from "../../nbhelpers/lab/web/values.js";

const MOST = 4; // states of one lab
const SCALE = 0.78; // of the panels: most of their letters have 12 px, 7 pt on paper then
const GAP = 14; // px between panels
const WIDTH = 640; // px of the paper's text
const LETTERS = "abcdefgh";

/**
 * @typedef {import("../../nbhelpers/lab/web/values.js").Control} Control
 * @typedef {import("../../nbhelpers/lab/web/values.js").State} State
 */

/**
 * The states to print: the one it opens with, then those that the text leads to, in its order.
 * @param {State} first
 * @param {State[]} asked
 */
export function chosen(first, asked) {
  const states = new Map([first, ...asked].map((values) => [keyOf(values), values]));
  return [...states.values()].slice(0, MOST);
}

/** @param {State} values with the names in one order */
const keyOf = (values) => JSON.stringify(values);

/**
 * The values that can be turned, in words; those that differ from the first state's are marked.
 * @param {Control[]} controls
 * @param {State} values
 */
function valuesOf(controls, values) {
  const line = element("p", "lab-values");
  for (const control of controls.filter((one) => one.values.length > 1)) {
    const value = values[control.name];
    const text = `${control.label} ${shown(control, value)}`;
    line.append(line.hasChildNodes() ? " · " : "", value === usual(control) ? text : element("b", "", text));
  }
  return line;
}

/**
 * One state as a copy of the lab's picture, painted anew; its words go where a panel is missing in the last line.
 * @param {Element} view
 * @param {Recorded} record
 * @param {State} values
 */
function stateOf(view, record, values) {
  const copy = /** @type {HTMLElement} */ (view.cloneNode(true));
  const { pieces, reading } = record.at(values);
  for (const slot of copy.querySelectorAll("[data-part]")) {
    slot.innerHTML = pieces[slot.getAttribute("data-part") ?? ""] ?? slot.innerHTML;
  }
  const sentence = copy.querySelector("[data-reading]");
  if (sentence) tell(sentence, reading);
  const said = element("div", "lab-words", ...(sentence ? [sentence] : []), valuesOf(record.controls, values));
  const beside = layOut(copy) === "lab-lines" && copy.querySelectorAll(".lab-panels > svg").length % 2;
  (beside ? copy.querySelector(".lab-panels") : copy)?.append(said);
  return copy;
}

/**
 * Shrink the panels, all alike, and say how a state lies: in half a line, in one, or in two.
 * @param {Element} view
 */
function layOut(view) {
  const panels = [.../** @type {NodeListOf<SVGElement>} */ (view.querySelectorAll(".lab-panels > svg"))];
  const widths = panels.map((svg) => SCALE * Number(svg.getAttribute("width")));
  panels.forEach((svg, k) => (svg.style.width = `${widths[k]}px`));
  if (panels.length === 1) return "lab-half";
  return widths.reduce((sum, width) => sum + width + GAP, -GAP) <= WIDTH ? "lab-line" : "lab-lines";
}

/**
 * Put the states to print in the place of the lab's one picture, and let the text's links lead to them.
 * @param {HTMLElement} figure
 * @param {HTMLAnchorElement[]} links of its chapter
 */
export async function printLab(figure, links) {
  const { id: name, dataset } = figure;
  const record = await Recorded.load(dataset.record ?? "", dataset.lab ?? "");
  const view = /** @type {HTMLElement} */ (figure.querySelector(".lab-view"));
  const own = links.filter((link) => link.hash === `#${name}` && link.search);
  const asked = own.map((link) => readAddress(link.search, name, record.controls).values);
  const states = chosen(usualState(record.controls), asked);
  const grid = element("div", `lab-states ${layOut(view)}`);
  states.forEach((values, k) => {
    const state = stateOf(view, record, values);
    state.id = `${name}-${LETTERS[k]}`;
    state.querySelector("[data-reading]")?.prepend(element("b", "lab-letter", LETTERS[k]), " ");
    grid.append(state);
  });
  own.forEach((link, n) => point(link, name, states.findIndex((values) => keyOf(values) === keyOf(asked[n]))));
  figure.querySelector(".lab-views")?.replaceWith(grid);
  figure.querySelectorAll(".lab-controls, .lab-message").forEach((part) => part.remove());
}

/**
 * Let a link lead to the picture of its state, by its letter; to the lab itself if it is not printed.
 * @param {HTMLAnchorElement} link
 * @param {string} lab
 * @param {number} k which state
 */
function point(link, lab, k) {
  link.search = "";
  if (k < 0) return;
  link.hash = `#${lab}-${LETTERS[k]}`;
  link.append(element("span", "lab-letter", ` ${LETTERS[k]}`));
}
