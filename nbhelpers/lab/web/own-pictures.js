// Small pictures of what is the reader's own.

import { unpack } from "./bitmap.js";
import { SHEET } from "./own-store.js";

/** @typedef {{width: number, height: number, grey: string}} Grey `grey` is a byte for each pixel in base64, 0 black */

/** @param {Uint8Array} bytes */
export function packed(bytes) {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/**
 * The ink of a drawing of the reader's as the greys of a picture, black on white.
 * @param {string} text
 */
export function greyOf(text) {
  const marks = unpack(SHEET, text) ?? new Set();
  const bytes = Uint8Array.from({ length: SHEET.rows * SHEET.columns }, (_, cell) => (marks.has(cell) ? 0 : 255));
  return { width: SHEET.columns, height: SHEET.rows, grey: packed(bytes) };
}

/**
 * A small picture of shades, 0 white to 255 ink; without words for what it shows it is not read aloud.
 * @param {number[][]} shades
 * @param {string} shows
 */
export function thumbnail(shades, shows) {
  const canvas = document.createElement("canvas");
  canvas.width = shades[0].length;
  canvas.height = shades.length;
  if (shows) canvas.setAttribute("role", "img");
  if (shows) canvas.setAttribute("aria-label", shows);
  else canvas.setAttribute("aria-hidden", "true"); // the button around it has a name
  const pen = canvas.getContext("2d");
  const image = pen?.createImageData(canvas.width, canvas.height);
  if (!pen || !image) return canvas;
  shades.flat().forEach((shade, k) => image.data.set([255 - shade, 255 - shade, 255 - shade, 255], 4 * k));
  pen.putImageData(image, 0, 0);
  return canvas;
}

/** @param {Grey} grey */
export function shadesOf({ width, height, grey }) {
  const bytes = [...atob(grey)].map((letter) => 255 - letter.charCodeAt(0));
  return Array.from({ length: height }, (_, row) => bytes.slice(row * width, (row + 1) * width));
}
