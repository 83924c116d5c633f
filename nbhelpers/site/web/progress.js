// @ts-check
// The reader's progress: which exercises have been passed and which dares met. It is kept in this browser, and nothing is sent.

import { MET, here as metHere, mark } from "../../lab/web/dare.js";
import { element } from "../../lab/web/elements.js";
import { presentName } from "../../lab/web/moved.js";
import { keep, keptKeys } from "../../lab/web/storage.js";

const KEY = "exercise-done.";
/** What was passed since the page is open: all there is where storage is forbidden. @type {Set<string>} */
const here = new Set();

/** @returns {Set<string>} the names of the exercises that are done */
function done() {
  const passed = keptKeys().filter((key) => key.startsWith(KEY));
  return new Set([...here, ...passed.map((key) => presentName(key.slice(KEY.length)))]);
}

/** @param {string} name */
function pass(name) {
  here.add(name);
  keep(KEY + name, "1");
}

function forget() {
  here.clear();
  metHere.clear();
  for (const key of keptKeys()) if (key.startsWith(KEY) || key.startsWith(MET)) keep(key, null);
}

/** A chapter: its line says how many are done, "On this page" marks the headings. @param {Set<string>} names */
function showChapter(names) {
  for (const count of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".chapter-facts [data-exercises]"))) {
    const all = (count.dataset.exercises ?? "").split(" ");
    const number = all.filter((name) => names.has(name)).length;
    count.dataset.text ??= count.textContent ?? "";
    count.textContent = number ? `${number} of ${count.dataset.text} done` : count.dataset.text;
  }
  for (const exercise of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("div.exercise[data-exercise]"))) {
    exercise.toggleAttribute("data-done", names.has(exercise.dataset.exercise ?? ""));
  }
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(":is(.here, .here-narrow) a[href^='#']"))) {
    markHeading(link);
  }
}

/** A mark at a heading all of whose exercises are done. @param {HTMLAnchorElement} link */
function markHeading(link) {
  const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const within = [...(section?.querySelectorAll(":scope > * div.exercise[data-exercise], :scope > div.exercise[data-exercise]") ?? [])];
  const own = within.filter((exercise) => exercise.closest("section") === section);
  link.querySelector(".done-mark")?.remove();
  if (!own.length || !own.every((exercise) => exercise.hasAttribute("data-done"))) return;
  const mark = element("span", "done-mark", "✓");
  mark.setAttribute("role", "img");
  mark.setAttribute("aria-label", "done");
  link.append(" ", mark);
}

/** The landing page: a count at each chapter of the list, a line in each of the map. @param {Set<string>} names */
function showBook(names) {
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-exercises-of-chapters]"));
  if (!place) return;
  /** @type {Record<string, string[]>} */
  const chapters = JSON.parse(place.dataset.exercisesOfChapters ?? "{}");
  const all = Object.values(chapters).flat();
  const total = all.filter((name) => names.has(name)).length;
  place.hidden = !total;
  const said = place.querySelector("[data-said]");
  if (said) said.textContent = `${total} of ${all.length} checked exercises done.`;
  document.querySelectorAll(".chapter-count, .chapter-share").forEach((old) => old.remove());
  if (!total) return;
  for (const [address, exercises] of Object.entries(chapters)) {
    const number = exercises.filter((name) => names.has(name)).length;
    const link = document.querySelector(`article li strong > a[href="${address}"]`);
    link?.parentElement?.after(" ", countOf(number, exercises.length));
    const box = /** @type {SVGRectElement | null} */ (document.querySelector(`svg.drawn a[href="${address}"] rect`));
    if (box && number) box.after(lineIn(box, number / exercises.length));
  }
}

/** `3/8`, which a screen reader hears as words. @param {number} number @param {number} of */
function countOf(number, of) {
  const count = element("small", "chapter-count");
  const seen = element("span", "", `${number}/${of}`);
  seen.setAttribute("aria-hidden", "true");
  count.append(seen, element("span", "visually-hidden", `${number} of ${of} exercises done`));
  return count;
}

/** A line along the lower edge of a box of the map, as long as the share that is done. @param {SVGRectElement} box @param {number} share */
function lineIn(box, share) {
  const { x, y, width, height } = box.getBBox();
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("class", "chapter-share");
  line.setAttribute("d", `M${x + 8} ${y + height - 5}h${(width - 16) * share}`);
  return line;
}

/** Every dare of the page, under its lab or in the list of all. */
function showDares() {
  const places = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-dare]")]);
  places.forEach(mark);
  const line = /** @type {HTMLElement | null} */ (document.querySelector("[data-dares-met]"));
  const met = places.filter((place) => place.hasAttribute("data-met")).length;
  if (!line?.firstElementChild) return;
  line.hidden = !met;
  line.firstElementChild.textContent = `You have met ${met} of ${places.length}.`;
}

function show() {
  showDares();
  const names = done();
  showChapter(names);
  showBook(names);
}

document.addEventListener("exercise-passed", (event) => {
  pass(/** @type {HTMLElement} */ (event.target).dataset.exercise ?? "");
  show();
});
document.addEventListener("dare-met", showDares);
document.querySelector("[data-forget]")?.addEventListener("click", () => {
  if (!confirm("Forget which exercises are done and which dares are met? The answers you wrote stay.")) return;
  forget();
  show();
});
addEventListener("storage", show); // another tab
addEventListener("pageshow", show); // back from a chapter
show();
