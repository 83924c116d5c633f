// A menu of a lab closes on Escape, and when the reader goes on elsewhere, by pointer or by key.

const OPEN = ".lab-save[open]";

/** @param {Event} event */
function elsewhere({ target }) {
  for (const menu of document.querySelectorAll(OPEN)) {
    if (target instanceof Node && !menu.contains(target)) menu.removeAttribute("open");
  }
}

/** Of all labs of the page. A click and a key that comes up: what they are for has happened before the page moves. */
export function closeMenus() {
  document.addEventListener("click", elsewhere);
  document.addEventListener("keyup", elsewhere);
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target instanceof Element ? event.target.closest(OPEN) : null;
    if (!menu) return;
    event.preventDefault();
    menu.removeAttribute("open");
    menu.querySelector("summary")?.focus();
  });
}
