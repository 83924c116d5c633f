// Printed equations of the page, checked again by its Python at values drawn with a seed; a line for each.

import { element } from "./elements.js";

/**
 * @typedef {import("./python.js").Engine} Engine
 * @typedef {{holds: boolean, words: string, compared: number}} Found
 */

/**
 * Check them one after the other; each line is given as it is found.
 * @param {Engine} engine
 * @param {string} chapter
 * @param {string[]} labels
 * @param {number} seed
 * @param {(line: HTMLElement, found: Found) => void} each
 */
export async function prove(engine, chapter, labels, seed, each) {
  for (const label of labels) {
    const found = await engine.request({ lab: label, do: "equation", values: { chapter, seed } });
    each(lineOf(label, found), found);
  }
}

/**
 * @param {string} label
 * @param {Found} found
 */
function lineOf(label, { holds, words }) {
  const mark = element("span", "exercise-mark", holds ? "✓" : "✗");
  mark.setAttribute("role", "img");
  mark.setAttribute("aria-label", holds ? "holds:" : "does not hold:");
  const link = document.createElement("a");
  link.href = `#equation-${label}`;
  link.textContent = numberOf(label);
  return element("li", holds ? "passed" : "failed", mark, " ", link, ` ${words}`);
}

/** @param {string} label */
function numberOf(label) {
  const told = document.getElementById(`equation-${label}`)?.querySelector(".eqno")?.textContent ?? "";
  return /\([\d.]+\)/.exec(told)?.[0] ?? label;
}
