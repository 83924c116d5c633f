// Saving what a lab shows: the picture as SVG or PNG, the numbers as CSV. Loaded when first used.

import { pictureOf } from "./picture.js";

/**
 * @typedef {import("./lab.js").Lab} Lab
 * @typedef {import("./compare.js").Value} Value
 */

const FINE = 2; // pixels of the PNG for each pixel of the page
const LONGEST = 80; // letters of a file's name
const SHARE = 16; // of these for one value

/**
 * @param {Lab} lab
 * @param {HTMLButtonElement} button which names the form
 */
export async function save(lab, button) {
  const form = button.dataset.as ?? "";
  if (form === "csv" && !(await goneLive(lab))) return;
  await settled(lab);
  const name = `${fileName(lab)}.${form}`; // of the state that is seen now, as the content is
  const address = addressOf(lab);
  /** @type {Record<string, () => Blob | Promise<Blob>>} */
  const makers = { svg: () => svg(pictureOf(lab, address)), png: () => png(lab, address), csv: () => csv(lab, address) };
  download(await makers[form](), name);
  lab.say(`Saved as ${name}.`);
}

/**
 * The chapter, the lab and the values that are not the usual ones, in letters that every file system takes.
 * @param {Lab} lab
 */
function fileName(lab) {
  const turned = lab.painted.filter(({ usual }) => !usual);
  const values = turned.map(({ control, value }) => `${control.name}_${safe(String(value)).slice(0, SHARE)}`);
  const words = [...(lab.figure.dataset.lab ?? "").split(".").map(safe), ...values];
  return words.join("-").slice(0, LONGEST).replace(/[.-]+$/, "");
}

/** @param {string} text */
function safe(text) {
  return text.replace(/[^A-Za-z0-9.-]+/g, "_");
}

/**
 * The address of the state that is seen.
 * @param {Lab} lab
 */
function addressOf(lab) {
  const values = new URLSearchParams(lab.painted.map(({ control, value }) => [`${lab.name}.${control.name}`, String(value)]));
  return `${location.origin}${location.pathname}?${values}#${lab.name}`;
}

/**
 * Once no computation of the lab is open, so that picture, sentence and values are of one state.
 * @param {Lab} lab
 * @returns {Promise<void>}
 */
function settled({ figure }) {
  const open = () => figure.dataset.busy !== undefined;
  if (!open()) return Promise.resolve();
  return new Promise((resolve) => {
    const watcher = new MutationObserver(() => {
      if (open()) return;
      watcher.disconnect();
      resolve();
    });
    watcher.observe(figure, { attributeFilter: ["data-busy"] });
  });
}

/**
 * The numbers are Python's: it is started for them. False if it could not be; the reader has been told.
 * @param {Lab} lab
 */
async function goneLive({ live }) {
  if (live && !live.done) await live.start();
  return Boolean(live?.done);
}

/** @param {XMLDocument} picture */
function svg(picture) {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`;
  return new Blob([text], { type: "image/svg+xml" });
}

/**
 * @param {Lab} lab
 * @param {string} address
 * @returns {Promise<Blob>}
 */
async function png(lab, address) {
  const picture = pictureOf(lab, address);
  const image = new Image();
  const url = URL.createObjectURL(svg(picture));
  try {
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = FINE * Number(picture.documentElement.getAttribute("width"));
    canvas.height = FINE * Number(picture.documentElement.getAttribute("height"));
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the browser made no PNG of it"))), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

/**
 * @param {Lab} lab
 * @param {string} address
 */
async function csv(lab, address) {
  const values = Object.fromEntries(lab.painted.map(({ control, value }) => [control.name, value]));
  const answer = await lab.live?.engine.request({ lab: lab.figure.dataset.lab ?? "", do: "numbers", values });
  return new Blob([`# ${address}\n${answer.csv}`], { type: "text/csv;charset=utf-8" });
}

/**
 * @param {Blob} content
 * @param {string} name
 */
function download(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // not before the browser has read it
}
