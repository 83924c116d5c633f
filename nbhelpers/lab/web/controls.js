// The form of a lab: what its controls show of a state.

/** @typedef {import("./recorded.js").Control} Control */

/**
 * Let the control's element, and the text beside it, show the value at an index.
 * @param {HTMLFormElement} form
 * @param {Control} control
 * @param {number} index
 */
export function setControl(form, control, index) {
  const input = form.elements.namedItem(control.name);
  const text = control.shown[index];
  if (input instanceof HTMLSelectElement) input.selectedIndex = index;
  else if (input instanceof HTMLOutputElement) input.value = text;
  else if (input instanceof HTMLInputElement) setInput(form, input, control, index);
  if (input instanceof HTMLElement) input.dataset.value = String(control.values[index]);
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} input
 * @param {Control} control
 * @param {number} index
 */
function setInput(form, input, control, index) {
  const text = control.shown[index];
  if (input.type === "checkbox") input.checked = Boolean(control.values[index]);
  else if (input.type !== "number") {
    input.max = String(control.values.length - 1);
    input.value = String(index);
    input.setAttribute("aria-valuetext", control.kind === "time" ? `${text} of ${control.shown.at(-1)}` : text);
    const output = form.querySelector(`output[for="${input.id}"]`);
    if (output) output.textContent = text;
  } else if (input !== document.activeElement) input.value = text;
}
