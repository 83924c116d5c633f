// A symbol of a lab's formula lights up together with its number and with what shows it in the picture. Loaded when the
// formula is first opened.

const LIT = "lab-lit";

/** @param {import("./view.js").View} view */
export function lightUp({ stage, slots }) {
  /** @param {EventTarget | null} target */
  const light = (target) => {
    stage.querySelectorAll(`.${LIT}`).forEach((part) => part.classList.remove(LIT));
    const name = target instanceof Element && target.closest("[data-symbol]")?.getAttribute("data-symbol");
    if (!name) return;
    const all = [...stage.querySelectorAll("[data-symbol]")].filter((part) => part.getAttribute("data-symbol") === name);
    const marks = all.flatMap((part) => (part.getAttribute("data-marks") ?? "").split(" ")).filter(Boolean);
    const shown = [...slots].filter(([part]) => marks.some((mark) => part === mark || part.startsWith(`${mark}.`)));
    for (const part of [...all, ...shown.map(([, slot]) => slot)]) part.classList.add(LIT);
  };
  const formula = /** @type {HTMLElement} */ (stage.querySelector(".lab-formula"));
  for (const event of ["pointerover", "focusin", "click"]) formula.addEventListener(event, ({ target }) => light(target));
  formula.addEventListener("pointerleave", () => light(formula.querySelector(":focus")));
  formula.addEventListener("focusout", () => light(null));
}
