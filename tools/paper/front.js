// What stands before the chapters: the title, how to read on paper, the contents.

import { element } from "../../nbhelpers/lab/web/elements.js";
import { textOf } from "./pages.js";

/** @typedef {import("./pages.js").Page} Page */

const ON_PAPER = [
  "In a browser every figure of this book moves. On paper each stands still, in up to four of its states: " +
    "a is the one it opens with, the others are those that the text speaks of. Under each state stands what it says, " +
    "and the values it was made with; those that differ from a are in bold.",
  "A small letter after a link in the text names the picture that shows it. Links to other chapters give the page. " +
    "The solutions of the exercises are at the end of each chapter.",
];
const LICENCE = "Text and figures: CC BY-SA 4.0. Code: MIT.";

/**
 * The place for the number of a page, filled when it is known.
 * @param {string} id of what stands on that page
 */
export function pageNumber(id) {
  const number = element("span", "page-number", "000");
  number.dataset.pageOf = id;
  return number;
}

/**
 * @param {Page} start the first page of the book
 * @param {string} author
 */
export function titlePage({ page, title, url }, author) {
  const mark = document.createElement("img");
  mark.src = new URL(page.querySelector('link[rel~="icon"]')?.getAttribute("href") ?? "", url).href;
  mark.alt = "";
  const subtitle = textOf(page.querySelector("article h1 + p"));
  const foot = textOf(page.querySelector("main > footer")).split(" · ").at(-1) ?? "";
  return element(
    "section",
    "title-page",
    mark,
    element("p", "title", title),
    element("p", "subtitle", subtitle),
    element("p", "author", author),
    element("div", "on-paper", ...["On paper", ...ON_PAPER].map((text) => element("p", "", text))),
    element("p", "licence", `${foot}. ${LICENCE}`),
  );
}

/**
 * A line of the contents that leads to a place, and keeps what the PDF's outline says of it.
 * @param {string} name of its class
 * @param {number} level from 0 on
 * @param {Element} heading
 * @param {string} place
 */
function line(name, level, heading, place) {
  const title = element("span", "", ...(/** @type {Element} */ (heading.cloneNode(true)).childNodes));
  title.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
  title.querySelectorAll("a").forEach((link) => link.replaceWith(...link.childNodes));
  const link = element("a", "", title, element("span", "dots"), pageNumber(place));
  link.setAttribute("href", `#${place}`);
  return noted(element("p", name, link), level, textOf(title), place);
}

/**
 * @param {HTMLElement} line
 * @param {number} level
 * @param {string} title
 * @param {string} place
 */
function noted(line, level, title, place) {
  Object.assign(line.dataset, { level: String(level), title, place });
  return line;
}

/**
 * Parts, chapters, and of those that teach the sections too.
 * @param {Page[]} pages
 * @param {HTMLElement[]} chapters
 */
export function contents(pages, chapters) {
  const list = element("section", "contents", element("h1", "", "Contents"));
  list.id = "contents";
  pages.forEach(({ part }, k) => {
    const chapter = chapters[k];
    if (part && part !== pages[k - 1]?.part) list.append(noted(element("p", "contents-part", part), 0, part, chapter.id));
    const title = /** @type {Element} */ (chapter.querySelector("h1:not(.part), h2"));
    list.append(line("contents-chapter", part ? 1 : 0, title, chapter.id));
    const sections = chapter.querySelector(".chapter-facts") ? chapter.querySelectorAll("section[id] > h3") : [];
    for (const section of sections) {
      list.append(line("contents-section", 2, section, /** @type {Element} */ (section.parentElement).id));
    }
  });
  return list;
}

/**
 * The contents as level, title and place.
 * @returns {[number, string, string][]}
 */
export function entries() {
  const lines = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".contents [data-place]"));
  return [...lines].map(({ dataset }) => [Number(dataset.level), dataset.title ?? "", dataset.place ?? ""]);
}
