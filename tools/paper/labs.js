// A lab on paper: a few of its recorded states side by side, each with its sentence and its values.

import { readAddress } from "../../nbhelpers/lab/web/address.js";
import { Recorded } from "../../nbhelpers/lab/web/recorded.js";

const MOST = 4; // states of one lab
const SCALE = 0.78; // of the panels: most of their letters have 12 px, 7 pt on paper then
const GAP = 14; // px between panels
const WIDTH = 640; // px of the paper's text
const LETTERS = "abcdefgh";

/** @typedef {import("../../nbhelpers/lab/web/recorded.js").Control} Control */

/**
 * @param {string} tag
 * @param {string} name of its class
 * @param {(Node | string)[]} content
 */
export function element(tag, name, ...content) {
  const made = document.createElement(tag);
  made.className = name;
  made.append(...content);
  return made;
}

/**
 * The states to print, as indices: the one it opens with, then those that the text leads to, in its order.
 * @param {number[]} start
 * @param {number[][]} asked
 */
export function chosen(start, asked) {
  const states = new Map([start, ...asked].map((indices) => [indices.join(), indices]));
  return [...states.values()].slice(0, MOST);
}

/**
 * The values that can be turned, in words; those that differ from the first state's are marked.
 * @param {Control[]} controls
 * @param {number[]} indices
 */
function valuesOf(controls, indices) {
  const line = element("p", "lab-values");
  controls.forEach(({ label, values, shown, start }, k) => {
    if (values.length < 2) return;
    const text = `${label} ${shown[indices[k]]}`;
    line.append(line.hasChildNodes() ? " · " : "", indices[k] === start ? text : element("b", "", text));
  });
  return line;
}

/**
 * One state as a copy of the lab's picture, painted anew; its words go where a panel is missing in the last line.
 * @param {Element} view
 * @param {Recorded} record
 * @param {number[]} indices
 */
function stateOf(view, record, indices) {
  const copy = /** @type {HTMLElement} */ (view.cloneNode(true));
  const { pieces, reading } = record.state(indices);
  for (const slot of copy.querySelectorAll("[data-part]")) {
    slot.innerHTML = pieces[slot.getAttribute("data-part") ?? ""] ?? slot.innerHTML;
  }
  const sentence = copy.querySelector("[data-reading]");
  if (sentence) sentence.textContent = reading;
  const said = element("div", "lab-words", ...(sentence ? [sentence] : []), valuesOf(record.controls, indices));
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
  const asked = own.map((link) => readAddress(link.search, name, record.controls).indices);
  const states = chosen(record.controls.map((control) => control.start), asked);
  const grid = element("div", `lab-states ${layOut(view)}`);
  states.forEach((indices, k) => {
    const state = stateOf(view, record, indices);
    state.id = `${name}-${LETTERS[k]}`;
    state.querySelector("[data-reading]")?.prepend(element("b", "lab-letter", LETTERS[k]), " ");
    grid.append(state);
  });
  own.forEach((link, n) => point(link, name, states.findIndex((indices) => indices.join() === asked[n].join())));
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
