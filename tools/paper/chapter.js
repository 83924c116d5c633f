// One page of the site as a chapter on paper: nothing to press, nothing folded, names of its own for all places.

import { element } from "../../nbhelpers/lab/web/elements.js";
import { printLab } from "./labs.js";
import { textOf } from "./pages.js";

/** @typedef {import("./pages.js").Page} Page */

const SCREEN_ONLY = [
  ".headerlink", ".visually-hidden", "button", "input", "form", "script", "nav", ".on-dark", ".on-screen",
  ".genindex-jumpbox", ".toctree-wrapper", ".katex-mathml", ".exercise-actions",
].join(); // prettier-ignore
const LONG = 14; // lines of code that may be parted over two pages

/**
 * Every address made whole: relative to the page it stands on, not to the book.
 * @param {HTMLElement} article
 * @param {string} url
 */
function makeWhole(article, url) {
  for (const name of ["href", "src", "data-record"]) {
    for (const holder of article.querySelectorAll(`[${name}]`)) {
      if (holder.closest("svg") && holder.tagName !== "a") continue;
      holder.setAttribute(name, new URL(holder.getAttribute(name) ?? "", url).href);
    }
  }
  article.querySelectorAll("img").forEach((image) => image.removeAttribute("loading"));
}

/**
 * Solutions, and the folded code behind them, go to the end of their chapter; the other folds are opened.
 * @param {HTMLElement} article
 */
function unfold(article) {
  const solutions = element("section", "solutions", element("h2", "", "Solutions"));
  solutions.id = "solutions";
  article.querySelectorAll("details").forEach((fold) => {
    const title = textOf(fold.querySelector(":scope > summary"));
    const task = fold.closest("section");
    if (fold.matches(".checked")) fold.replaceWith(title.split(":")[0]);
    else if (title === "Solution" && task) moveSolution(fold, task, solutions);
    else open(fold);
  });
  if (solutions.children.length > 1) article.append(solutions);
}

/**
 * What was folded, without its fold; the words on the fold stay if they say what it holds.
 * @param {HTMLDetailsElement} fold
 */
function open(fold) {
  const summary = fold.querySelector("summary");
  summary?.remove();
  const title = fold.matches(".hide") || !summary ? [] : [element("p", "was-folded", ...summary.childNodes)];
  fold.replaceWith(...title, ...fold.childNodes);
}

/**
 * @param {HTMLDetailsElement} fold
 * @param {HTMLElement} task the section of the exercise
 * @param {HTMLElement} solutions
 */
function moveSolution(fold, task, solutions) {
  const number = solutions.children.length;
  const link = /** @type {HTMLAnchorElement} */ (element("a", "to-solution", "Solution"));
  link.href = `#solution-${number}`;
  fold.querySelector("summary")?.remove();
  const title = element("h3", "", textOf(task.querySelector("h2, h3, h4")));
  const solution = element("div", "solution", title, ...fold.childNodes);
  let cell = fold.nextElementSibling;
  while (cell?.matches(".tag_hide-cell")) {
    solution.append(cell);
    cell = fold.nextElementSibling;
  }
  solution.id = `solution-${number}`;
  fold.replaceWith(element("p", "to-solution", link));
  solutions.append(solution);
}

/**
 * Headings one level down, below the part's.
 * @param {HTMLElement} article
 */
function lower(article) {
  for (const heading of article.querySelectorAll("h1, h2, h3, h4, h5")) {
    const lowered = element(`h${Number(heading.tagName[1]) + 1}`, heading.className, ...heading.childNodes);
    lowered.id = heading.id;
    heading.replaceWith(lowered);
  }
}

/** @param {HTMLElement} article */
function markLong(article) {
  for (const code of article.querySelectorAll("pre")) {
    if ((code.textContent ?? "").split("\n").length > LONG) code.closest("div.highlight, pre")?.classList.add("long");
  }
}

/**
 * Put the chapter's name before the name of every place in it, and lead every link into the book there.
 * @param {HTMLElement} article
 * @param {Page} page
 * @param {Map<string, string>} names of the pages that are printed, by address
 */
function rename(article, { name, url }, names) {
  for (const place of article.querySelectorAll("[id]")) {
    if (place.id && !place.closest("svg")) place.id = `${name}--${place.id}`;
    else if (!place.id) place.removeAttribute("id");
  }
  for (const link of article.querySelectorAll("a[href]")) {
    const target = new URL(link.getAttribute("href") ?? "", url);
    const page = names.get(target.origin + target.pathname);
    const place = target.hash && `--${decodeURIComponent(target.hash.slice(1))}`;
    if (page) link.setAttribute("href", `#${page}${place}`);
    else if (target.origin === location.origin) link.removeAttribute("href");
  }
}

/**
 * @param {Page} page
 * @param {Map<string, string>} names of the pages that are printed, by address
 */
export async function chapterOf(page, names) {
  const original = /** @type {HTMLElement} */ (page.page.querySelector("article"));
  const article = document.importNode(original, true);
  makeWhole(article, page.url);
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (article.querySelectorAll("a.lab-link"));
  const labs = /** @type {NodeListOf<HTMLElement>} */ (article.querySelectorAll("figure.lab[data-record]"));
  for (const lab of labs) await printLab(lab, [...links]);
  unfold(article);
  article.querySelectorAll(SCREEN_ONLY).forEach((part) => part.remove());
  article.querySelectorAll("[aria-labelledby]").forEach((part) => part.removeAttribute("aria-labelledby"));
  if (page.part) lower(article);
  markLong(article);
  rename(article, page, names);
  article.id = page.name;
  article.className = `chapter of-${page.name}`;
  return article;
}
