// @ts-check
// The gallery's filter: one button a chapter. Without this script the list stands whole, with its headings.

const gallery = /** @type {HTMLElement | null} */ (document.querySelector(".gallery"));

/** @param {HTMLElement} list */
function addFilter(list) {
  const chapters = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("section[data-chapter]")]);
  const bar = /** @type {HTMLElement} */ (document.querySelector(".gallery-filter"));
  const said = /** @type {HTMLElement} */ (document.querySelector(".gallery-said"));

  /** @param {string} name a chapter, or "" for all */
  const show = (name) => {
    let count = 0;
    for (const chapter of chapters) {
      chapter.hidden = name !== "" && chapter.dataset.chapter !== name;
      if (!chapter.hidden) count += chapter.querySelectorAll("li").length;
    }
    for (const button of bar.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.chapter === name));
    }
    said.textContent = `${count} labs`;
  };

  for (const button of bar.querySelectorAll("button")) {
    button.addEventListener("click", () => show(button.dataset.chapter ?? ""));
  }
  show("");
}

if (gallery) addFilter(gallery);
