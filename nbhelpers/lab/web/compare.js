// What a reader keeps of a state: its picture beside the next ones, a link, the values in words.

import { withState } from "./address.js";
import { makeStill } from "./image-group.js";

/**
 * @typedef {import("./lab.js").Lab} Lab
 * @typedef {{control: import("./recorded.js").Control, value: string | number | boolean, text: string,
 *   usual: boolean}} Value
 */

/**
 * Keep the present picture beside the next ones, or drop the kept one.
 * @param {Lab} lab
 * @param {HTMLButtonElement} button
 */
export function compare(lab, button) {
  const kept = lab.figure.querySelector(".lab-kept");
  button.setAttribute("aria-pressed", String(!kept));
  if (kept) return kept.remove();
  const copy = /** @type {HTMLElement} */ (lab.view.cloneNode(true));
  copy.classList.add("lab-kept");
  copy.querySelector("[data-reading]")?.removeAttribute("data-reading");
  copy.querySelectorAll(".lab-panels > svg").forEach(makeStill);
  const title = document.createElement("p");
  title.className = "lab-kept-title";
  title.textContent = `Kept: ${inWords(lab.painted)}`;
  copy.prepend(title);
  lab.view.before(copy);
}

/**
 * Values in words, without those that cannot be turned.
 * @param {Value[]} values
 */
export function inWords(values) {
  const turned = values.filter(({ control }) => control.values.length > 1);
  return turned.map(({ control, text }) => `${control.label} ${text}`).join(", ");
}

/** @param {Lab} lab */
export async function copyLink(lab) {
  if (!lab.source) return;
  const before = lab.filling ? `?show=${lab.name}` : "";
  const search = withState(before, lab.name, lab.source.controls, lab.indices, true);
  const link = new URL(`${location.pathname}${search}#${lab.name}`, location.href).href;
  try {
    await navigator.clipboard.writeText(link);
    lab.say("The link to this state is on the clipboard.");
  } catch {
    lab.say(`The link to this state: ${link}`);
  }
}
