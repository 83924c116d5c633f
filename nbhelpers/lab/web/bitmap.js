// The marks of a grid of pixels as text: bits row by row, one grid after the other if there are several inks, as base64
// with - and _, no padding; "" for none.

/** @typedef {import("./values.js").Control} Control */

/** How many pixels a grid has. @param {Control} control */
export const pixels = ({ rows = 0, columns = 0 }) => rows * columns;

/** Bits that the text holds: one for every ink of every pixel. @param {Control} control */
const bits = (control) => pixels(control) * (control.inks?.length ?? 1);

/**
 * @param {Control} control
 * @param {Set<number>} marks pixels that are marked, row * columns + column; those of the second ink come after them all
 */
export function pack(control, marks) {
  if (!marks.size) return "";
  const bytes = new Uint8Array(Math.ceil(bits(control) / 8));
  for (const cell of marks) bytes[cell >> 3] |= 128 >> (cell & 7);
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @param {string} text */
const bytesOf = (text) => [...atob(text.replaceAll("-", "+").replaceAll("_", "/"))].map((letter) => letter.charCodeAt(0));

/**
 * Whether a text is a picture, with a byte for each pixel, on a grid that takes one.
 * @param {Control} control
 * @param {string} text
 */
export const isPicture = (control, text) =>
  control.takes === "picture" && text.length === Math.ceil((pixels(control) * 8) / 6) && /^[\w-]*$/.test(text);

/**
 * The marks of a text; of a picture, where it is at least half ink; null if it is not the text of a drawing on this grid.
 * @param {Control} control
 * @param {string} text
 */
export function unpack(control, text) {
  const picture = isPicture(control, text) ? bytesOf(text) : null;
  if (picture) return new Set([...picture.keys()].filter((cell) => picture[cell] >= 128));
  const cells = bits(control);
  const length = Math.ceil((Math.ceil(cells / 8) * 8) / 6);
  if (text !== "" && (text.length !== length || !/^[\w-]*$/.test(text))) return null;
  const bytes = bytesOf(text);
  const marks = new Set(bytes.flatMap((byte, k) => [...Array(8).keys()].filter((j) => byte & (128 >> j)).map((j) => 8 * k + j)));
  const places = new Set([...marks].map((cell) => cell % pixels(control)));
  return Math.max(-1, ...marks) < cells && places.size === marks.size ? marks : null;
}
