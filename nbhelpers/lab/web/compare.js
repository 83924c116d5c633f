// A state is kept: its picture stands above the next ones.

import { element } from "./elements.js";
import { makeStill } from "./image-group.js";
import { inWords } from "./values.js";

/**
 * Keep the present picture beside the next ones, or drop the kept one.
 * @param {import("./view.js").View} view
 * @param {HTMLButtonElement} button
 */
export function compare({ root, stage, seen }, button) {
  const kept = root.querySelector(".lab-kept");
  button.setAttribute("aria-pressed", String(!kept));
  if (kept) return kept.remove();
  const copy = /** @type {HTMLElement} */ (stage.cloneNode(true));
  copy.classList.add("lab-kept");
  copy.querySelector(".lab-formula")?.remove();
  copy.querySelector("[data-reading]")?.removeAttribute("data-reading");
  copy.querySelectorAll(".lab-panels > svg").forEach(makeStill);
  copy.prepend(element("p", "lab-kept-title", `Kept: ${inWords(seen)}`));
  stage.before(copy);
}
