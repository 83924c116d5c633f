// The form of a lab: what its controls show of a state, and which value the reader has given one. A slider's own value
// is an index; it is turned into a value here and known nowhere else.

import { shown, stops, valueOf } from "./values.js";

/**
 * @typedef {import("./values.js").Control} Control
 * @typedef {import("./values.js").Value} Value
 */

/**
 * Let the control's element, and the text beside it, show a value.
 * @param {HTMLFormElement} form
 * @param {Control} control
 * @param {Value} value
 */
export function setControl(form, control, value) {
  const input = form.elements.namedItem(control.name);
  if (input instanceof HTMLSelectElement) input.selectedIndex = control.values.indexOf(value);
  else if (input instanceof HTMLOutputElement) input.value = shown(control, value);
  else if (input instanceof HTMLInputElement) setInput(form, input, control, value);
  if (input instanceof HTMLElement) input.dataset.value = String(value);
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} input
 * @param {Control} control
 * @param {Value} value
 */
function setInput(form, input, control, value) {
  const text = shown(control, value);
  if (input.type === "checkbox") input.checked = Boolean(value);
  else if (input.type === "range") {
    const all = stops(control, value);
    input.max = String(all.length - 1);
    input.value = String(all.indexOf(value));
    input.setAttribute("aria-valuetext", control.kind === "time" ? `${text} of ${control.shown.at(-1)}` : text);
    const output = form.querySelector(`output[for="${input.id}"]`);
    if (output) output.textContent = text;
  } else if (!input.matches(":focus")) input.value = input.type === "text" ? String(value) : text;
}

/**
 * The value that an element has been given; undefined if what is typed means none.
 * @param {Control} control
 * @param {HTMLInputElement | HTMLSelectElement} input
 * @param {Value} before
 * @returns {Value | undefined}
 */
export function valueIn(control, input, before) {
  if (input instanceof HTMLSelectElement) return control.values[input.selectedIndex];
  if (input.type === "checkbox") return input.checked;
  return input.type === "range" ? stops(control, before)[Number(input.value)] : valueOf(control, input.value);
}
