// @ts-check
// The gallery's filter: one button a chapter. Without this script the list stands whole, with its headings.

const gallery = /** @type {HTMLElement | null} */ (document.querySelector(".gallery"));

/** @param {HTMLElement} list */
function addFilter(list) {
  const chapters = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("section[data-chapter]")]);
  const said = document.createElement("p");
  said.className = "gallery-said";
  said.setAttribute("role", "status");
  const bar = document.createElement("div");
  bar.className = "gallery-filter";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Show the labs of");

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

  const choices = [["", "All"], ...chapters.map((part) => [part.dataset.chapter ?? "", part.querySelector("h2")?.textContent ?? ""])];
  for (const [name, title] of choices) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.chapter = name;
    button.textContent = title;
    button.addEventListener("click", () => show(name));
    bar.append(button);
  }
  list.before(bar, said);
  show("");
}

if (gallery) addFilter(gallery);
