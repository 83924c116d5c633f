// The marks of a grid of pixels as text: bits row by row, base64 with - and _, no padding; "" for none.

/** @typedef {import("./values.js").Control} Control */

/**
 * @param {Control} control
 * @param {Set<number>} marks cells that are marked, row * columns + column
 */
export function pack({ rows = 0, columns = 0 }, marks) {
  if (!marks.size) return "";
  const bytes = new Uint8Array(Math.ceil((rows * columns) / 8));
  for (const cell of marks) bytes[cell >> 3] |= 128 >> (cell & 7);
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * The marks of a text; null if it is not the text of a drawing on this grid.
 * @param {Control} control
 * @param {string} text
 */
export function unpack({ rows = 0, columns = 0 }, text) {
  const cells = rows * columns;
  const length = Math.ceil((Math.ceil(cells / 8) * 8) / 6);
  if (text !== "" && (text.length !== length || !/^[\w-]*$/.test(text))) return null;
  const bytes = [...atob(text.replaceAll("-", "+").replaceAll("_", "/"))].map((letter) => letter.charCodeAt(0));
  const marks = new Set(bytes.flatMap((byte, k) => [...Array(8).keys()].filter((j) => byte & (128 >> j)).map((j) => 8 * k + j)));
  return Math.max(-1, ...marks) < cells ? marks : null;
}
