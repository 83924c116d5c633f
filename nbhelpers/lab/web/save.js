// Saving what a lab shows: the picture as SVG or PNG, the numbers as CSV, a run as a film. Loaded when first used.

import { pictureOf } from "./picture.js";
import { Stopped } from "./source.js";
import { usual } from "./values.js";

/** @typedef {import("./view.js").View} View */

export const FINE = 2; // pixels of the PNG, and of a film, for each pixel of the page
const LONGEST = 80; // letters of a file's name
const SHARE = 16; // of these for one value

/**
 * @param {import("./actions.js").Actions} actions
 * @param {string} form svg, png, csv or film
 */
export async function save(actions, form) {
  if (form === "film") return saveFilm(actions);
  const { view, address, goLive } = actions;
  if (form === "csv" && !view.source?.numbers) await goLive();
  if (form === "csv" && !view.source?.numbers) return; // Python could not be started; the reader has been told
  await settled(view);
  const name = `${fileName(view)}.${form}`; // of the state that is seen now, as the content is
  const place = address.of(view.seen);
  /** @type {Record<string, () => Blob | Promise<Blob>>} */
  const makers = { svg: () => svg(pictureOf(view, place)), png: () => png(pictureOf(view, place)), csv: () => csv(view, place) };
  download(await makers[form](), name);
  view.say(`Saved as ${name}.`);
}

/** @param {import("./actions.js").Actions} actions */
async function saveFilm(actions) {
  const { film } = await import("./film.js");
  const { view } = actions;
  await settled(view);
  const name = fileName(view);
  try {
    const { content, ending } = await film(actions);
    download(content, `${name}.${ending}`);
    view.say(`Saved as ${name}.${ending}.`);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    view.say("Stopped: there is no film.");
  }
}

/**
 * The chapter, the lab and the values that are not the usual ones, in letters that every file system takes.
 * @param {View} view
 */
function fileName({ root, seen: { controls, values } }) {
  const turned = controls.filter((control) => values[control.name] !== usual(control));
  const parts = turned.map(({ name }) => `${name}_${safe(String(values[name])).slice(0, SHARE)}`);
  const words = [...(root.dataset.lab ?? "").split(".").map(safe), ...parts];
  return words.join("-").slice(0, LONGEST).replace(/[.-]+$/, "");
}

/** @param {string} text */
function safe(text) {
  return text.replace(/[^A-Za-z0-9.-]+/g, "_");
}

/**
 * Once no computation of the lab is open, so that picture, sentence and values are of one state.
 * @param {View} view
 * @returns {Promise<void>}
 */
export function settled({ root }) {
  const open = () => root.dataset.busy !== undefined;
  if (!open()) return Promise.resolve();
  return new Promise((resolve) => {
    const watcher = new MutationObserver(() => {
      if (open()) return;
      watcher.disconnect();
      resolve();
    });
    watcher.observe(root, { attributeFilter: ["data-busy"] });
  });
}

/** @param {XMLDocument} picture */
function svg(picture) {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`;
  return new Blob([text], { type: "image/svg+xml" });
}

/**
 * The picture as an image that can be drawn.
 * @param {XMLDocument} picture
 */
export async function imageOf(picture) {
  const image = new Image();
  const url = URL.createObjectURL(svg(picture));
  try {
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/**
 * @param {XMLDocument} picture
 * @returns {Promise<Blob>}
 */
async function png(picture) {
  const image = await imageOf(picture);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = sizeOf(picture).map((side) => FINE * side);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the browser made no PNG of it"))), "image/png"),
  );
}

/**
 * Width and height in pixels of the page.
 * @param {XMLDocument} picture
 */
export function sizeOf({ documentElement: root }) {
  return ["width", "height"].map((side) => Number(root.getAttribute(side)));
}

/**
 * @param {View} view
 * @param {string} address
 */
async function csv({ source, seen }, address) {
  return new Blob([`# ${address}\n${await source?.numbers?.(seen.values)}`], { type: "text/csv;charset=utf-8" });
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
