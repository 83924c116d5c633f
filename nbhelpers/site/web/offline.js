// @ts-check
// Reading without a network: the service worker is asked for once the page is there and idle, unless the reader has
// switched it off or saves data. The line in the footer says what is kept, and has the switch.

import * as storage from "../../lab/web/storage.js";

const KEY = "offline"; // kept as "yes" or "no", once the reader has chosen
const PATIENCE = 5000; // ms after which a page that is never idle is taken to be
const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-offline]"));
const root = new URL(document.documentElement.dataset.content_root ?? "./", document.baseURI).href;
const CACHES = [`book ${root}`, "nbhelpers-compiled"]; // the worker's, and that of live Python

/** @typedef {{files: number, load: number, room: number}} Size files, and MB to load and on the disk */

/** Once the page has loaded and has nothing to do. */
async function idle() {
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done));
  if (!("requestIdleCallback" in window)) return new Promise((done) => setTimeout(done, PATIENCE));
  return new Promise((done) => requestIdleCallback(done, { timeout: PATIENCE }));
}

/** @param {HTMLElement} line @param {string} text @param {string} label of the button @param {() => void} act */
function say(line, text, label, act) {
  const [words, button] = /** @type {[HTMLElement, HTMLButtonElement]} */ ([...line.children]);
  if (words.textContent !== text) words.textContent = text;
  if (button.textContent !== label) button.textContent = label;
  button.onclick = act;
  line.hidden = false;
}

/**
 * What is kept, in words.
 * @param {Size} size
 * @param {number} kept
 * @param {string} problem
 */
function wordsOf({ files, load, room }, kept, problem) {
  if (kept >= files && !problem) {
    return `The whole book is kept in this browser and opens without a network (${room} MB); live Python too, once you have used it.`;
  }
  const part = `${kept} of ${files} files`;
  if (problem === "full") return `This browser has no room to keep the whole book for reading without a network: ${part} are here.`;
  if (problem) return `For reading without a network ${part} of the book are kept in this browser; the rest follows at your next visit.`;
  return `The whole book is being put into this browser, for reading without a network: ${load} MB, ${part} so far.`;
}

/** @param {HTMLElement} line @param {Size} size */
async function keep(line, size) {
  const leaveIt = () => leave().then(() => (storage.keep(KEY, "no"), offer(line, size)));
  const show = (/** @type {number} */ kept, problem = "") => say(line, wordsOf(size, kept, problem), "Don’t keep it", leaveIt);
  navigator.serviceWorker.onmessage = ({ data }) => show(data.kept, data.problem);
  navigator.serviceWorker.startMessages();
  const registration = await navigator.serviceWorker.register(`${root}sw.js`, { scope: root });
  show(0);
  if (await working(registration)) registration.active?.postMessage({ do: "fill" });
  else show(0, "network");
}

/** Wait until a worker is there; false if it could not be installed. @param {ServiceWorkerRegistration} registration */
function working({ active, installing, waiting }) {
  const coming = installing ?? waiting;
  if (active || !coming) return Boolean(active);
  return new Promise((done) => {
    coming.addEventListener("statechange", () => {
      if (["activated", "redundant"].includes(coming.state)) done(coming.state === "activated");
    });
  });
}

/** @param {HTMLElement} line @param {Size} size */
function offer(line, size) {
  const text = `This book can be read without a network once your browser keeps it: ${size.load} MB to load, ${size.room} MB of room.`;
  say(line, text, "Keep it", () => (storage.keep(KEY, "yes"), keep(line, size)));
}

/** Nothing is kept any more. */
async function leave() {
  navigator.serviceWorker.onmessage = null;
  const registration = await navigator.serviceWorker.getRegistration(root);
  if (registration?.scope === root) await registration.unregister();
  for (const name of CACHES) await caches.delete(name);
}

/** @param {HTMLElement} line */
async function start(line) {
  await idle();
  try {
    const size = await (await fetch(`${root}offline.json`)).json();
    const savesData = /** @type {any} */ (navigator).connection?.saveData;
    const chosen = storage.kept(KEY);
    if (chosen === "yes" || (chosen !== "no" && !savesData)) await keep(line, size);
    else offer(line, size);
  } catch {
    line.hidden = true; // this browser keeps nothing here: it asks the network, as for any page
  }
}

if (place && "serviceWorker" in navigator) start(place);
