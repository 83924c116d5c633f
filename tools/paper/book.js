// The whole book as one document to be printed.

import { chapterOf } from "./chapter.js";
import { contents, pageNumber, titlePage } from "./front.js";
import { element } from "../../nbhelpers/lab/web/elements.js";
import { pagesOf } from "./pages.js";

/** @typedef {import("./pages.js").Page} Page */

/**
 * The styles of all pages, and after them the one for paper.
 * @param {Page[]} pages
 */
async function addStyles(pages) {
  const sheets = new Set();
  for (const { page, url } of pages) {
    const text = page.querySelector("head style")?.textContent ?? "";
    sheets.add(text.replace(/url\(((?:\.\.\/)*_static\/)/g, (_, folder) => `url(${new URL(folder, url).href}`));
  }
  document.head.append(...[...sheets].map((text) => element("style", "", text)));
  await addStyle(new URL("./print.css", import.meta.url).href);
}

/** @param {string} address */
function addStyle(address) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  return new Promise((resolve, reject) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => reject(new Error(`${address} could not be fetched`)));
    document.head.append(link);
  });
}

/**
 * Each chapter's name at the head of its pages.
 * @param {Page[]} pages
 */
function addHeads(pages) {
  const heads = pages.map(({ name, title }) => {
    const text = CSS.escape(title).replace(/\\ /g, " ");
    return `@page ${name} { @top-right { content: "${text}" } } .of-${name} { page: ${name} }`;
  });
  document.head.append(element("style", "", heads.join("\n")));
}

/**
 * After each link that leads out of its chapter the page to which it leads. A term's link to the glossary has none.
 * @param {HTMLElement} chapter
 */
function addPages(chapter) {
  for (const link of chapter.querySelectorAll('a[href^="#"]')) {
    const id = (link.getAttribute("href") ?? "").slice(1);
    const own = id === chapter.id || id.startsWith(`${chapter.id}--`);
    if (link.closest("svg") || link.querySelector(".term") || (own && !link.matches(".to-solution"))) continue;
    link.append(element("span", "page-of", "p.\u00a0", pageNumber(id)));
  }
}

/**
 * A link to a place that the page has not (a part of a drawing, say) leads to its chapter.
 * @param {HTMLElement} chapter
 */
function mendLinks(chapter) {
  for (const link of chapter.querySelectorAll('a[href^="#"]')) {
    const id = (link.getAttribute("href") ?? "").slice(1);
    if (!document.getElementById(id)) link.setAttribute("href", `#${id.split("--")[0]}`);
  }
}

/**
 * The first page says on the web what the book is called; here the title page does.
 * @param {Page} start
 * @param {HTMLElement} chapter
 */
function aboutPage(start, chapter) {
  start.title = "About this book";
  const title = chapter.querySelector("h1");
  title?.nextElementSibling?.remove();
  title?.replaceChildren(start.title);
}

/**
 * Fill the empty document with the book, or with the chapters asked for.
 * @param {string} url of the book's first page
 * @param {string[]} asked
 * @param {string} author
 */
export async function bind(url, asked, author) {
  const [start] = await pagesOf(url, []);
  const pages = await pagesOf(url, asked);
  const names = new Map(pages.map((page) => [page.url, page.name]));
  await addStyles(pages);
  const front = titlePage(start, author);
  document.title = pages.length > 1 ? start.title : `${pages[0].title} · ${start.title}`;
  const chapters = await Promise.all(pages.map((page) => chapterOf(page, names)));
  pages.forEach((page, k) => page.url === start.url && aboutPage(page, chapters[k]));
  pages.forEach(({ part }, k) => {
    if (part && part !== pages[k - 1]?.part) chapters[k].prepend(element("h1", "part", part));
  });
  document.body.append(front, contents(pages, chapters), ...chapters);
  chapters.forEach(mendLinks);
  chapters.forEach(addPages);
  addHeads(pages);
  await document.fonts.ready;
  await Promise.all([...document.images].map((image) => image.decode()));
  return pages.map(({ title }) => title);
}

/**
 * Write in the numbers of pages; the places without one.
 * @param {Record<string, number>} pages by the name of the place
 */
export function number(pages) {
  const unknown = new Set();
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-page-of]"))) {
    const id = place.dataset.pageOf ?? "";
    if (id in pages) place.textContent = String(pages[id]);
    else unknown.add(id);
  }
  return [...unknown];
}
