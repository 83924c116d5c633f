// Saving what a lab shows: the picture as SVG or PNG, the numbers as CSV, a run as a film. Loaded when first used.

import { FINE, imageOf, settled, sizeOf, svg } from "./image.js";
import { pictureOf } from "./picture.js";
import { Stopped } from "./source.js";
import { usual } from "./values.js";

/** @typedef {import("./view.js").View} View */

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
