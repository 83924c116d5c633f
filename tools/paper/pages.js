// The built pages of the book, in the order of the list of chapters that stands beside each.

/**
 * @typedef {{name: string, title: string, part: string, url: string}} Entry
 * @typedef {Entry & {page: Document}} Page
 */

/**
 * @param {string} url
 * @returns {Promise<Document>}
 */
async function fetchPage(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} could not be fetched: the server answered ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/**
 * The name by which a page is called, e.g. "hopfield".
 * @param {string} url
 */
export function nameOf(url) {
  return new URL(url).pathname.split("/").at(-1)?.replace(/\.html$/, "") ?? "";
}

/**
 * The text of an element as it is read: of a formula only what is seen.
 * @param {Element | null} element
 */
export function textOf(element) {
  const copy = /** @type {Element | undefined} */ (element?.cloneNode(true));
  copy?.querySelectorAll(".headerlink, .katex-mathml").forEach((hidden) => hidden.remove());
  return (copy?.textContent ?? "").replace(/\s+/g, " ").trim();
}

/**
 * What the list of chapters names, in its order; without a part's name what stands before the first.
 * @param {Document} start the first page of the book
 * @param {string} url of that page
 * @returns {Entry[]}
 */
function listed(start, url) {
  const entries = [{ name: nameOf(url), title: textOf(start.querySelector("article h1")), part: "", url }];
  let part = "";
  for (const found of start.querySelectorAll(".chapters .caption, .chapters li > a")) {
    const address = new URL(found.getAttribute("href") ?? "", url).href;
    if (found.matches(".caption")) part = textOf(found);
    else entries.push({ name: nameOf(address), title: textOf(found), part, url: address });
  }
  return entries;
}

/**
 * Every page of the book, or those whose names are asked for; an unknown name is an error that says the known ones.
 * @param {string} url of the first page
 * @param {string[]} asked
 * @returns {Promise<Page[]>}
 */
export async function pagesOf(url, asked) {
  const start = await fetchPage(url);
  const entries = listed(start, url);
  const names = entries.map((entry) => entry.name);
  const unknown = asked.filter((name) => !names.includes(name));
  if (unknown.length) throw new Error(`no chapter is called ${unknown.join(", ")}; there are ${names.join(", ")}`);
  const wanted = entries.filter(({ name }) => !asked.length || asked.includes(name));
  return Promise.all(wanted.map(async (entry) => ({ ...entry, page: await fetchPage(entry.url) })));
}
