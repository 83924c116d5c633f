// A picture file as greys. It is untrusted: what it is and how large is read from its first bytes before the browser
// unpacks it, since a small file may hold a huge picture.

import { packed } from "./own-pictures.js";

export const BYTES = 20_000_000;
const PIXELS = 40_000_000;
const SIDE = 128; // pixels: what is kept of the longer side; a digit takes 20 of them
const KINDS = "PNG, JPEG, WebP or GIF";

/** @typedef {import("./own-pictures.js").Grey} Grey */

/**
 * Width and height of a picture by its first bytes; null if it is none of those kinds.
 * @param {DataView} bytes
 * @returns {[number, number] | null}
 */
export function sizeOf(bytes) {
  const text = (/** @type {number} */ from, /** @type {number} */ count) =>
    String.fromCharCode(...Array.from({ length: count }, (_, k) => (from + k < bytes.byteLength ? bytes.getUint8(from + k) : 0)));
  try {
    if (text(0, 8) === "\x89PNG\r\n\x1a\n") return [bytes.getUint32(16), bytes.getUint32(20)];
    if (text(0, 4) === "GIF8") return [bytes.getUint16(6, true), bytes.getUint16(8, true)];
    if (text(0, 4) === "RIFF" && text(8, 4) === "WEBP") return webp(bytes, text(12, 4));
    if (text(0, 2) === "\xff\xd8") return jpeg(bytes);
  } catch {
    // cut off before its size
  }
  return null;
}

/**
 * @param {DataView} bytes
 * @param {string} kind
 * @returns {[number, number] | null}
 */
function webp(bytes, kind) {
  const three = (/** @type {number} */ at) => bytes.getUint16(at, true) + (bytes.getUint8(at + 2) << 16);
  if (kind === "VP8X") return [three(24) + 1, three(27) + 1];
  if (kind === "VP8 ") return [bytes.getUint16(26, true) & 0x3fff, bytes.getUint16(28, true) & 0x3fff];
  if (kind !== "VP8L") return null;
  const packed = bytes.getUint32(21, true);
  return [(packed & 0x3fff) + 1, ((packed >> 14) & 0x3fff) + 1];
}

/**
 * @param {DataView} bytes
 * @returns {[number, number] | null}
 */
function jpeg(bytes) {
  for (let at = 2; at + 9 < bytes.byteLength; at += 2 + bytes.getUint16(at + 2)) {
    if (bytes.getUint8(at) !== 0xff) return null;
    const marker = bytes.getUint8(at + 1);
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return [bytes.getUint16(at + 7), bytes.getUint16(at + 5)];
  }
  return null;
}

/**
 * The greys of a picture file; an error says what is wrong with it and what is allowed.
 * @param {File} file
 * @returns {Promise<Grey>}
 */
export async function greysOf(file) {
  if (file.size > BYTES) throw new Error(`it has ${megabytes(file.size)} MB; allowed are ${megabytes(BYTES)} MB`);
  const size = sizeOf(new DataView(await file.slice(0, 500_000).arrayBuffer()));
  if (!size) throw new Error(`it is no picture that can be read; allowed are ${KINDS}`);
  const [width, height] = size;
  if (!(width * height > 0 && width * height <= PIXELS)) {
    throw new Error(`it has ${width} × ${height} pixels; allowed are ${PIXELS / 1e6} million, and at least one`);
  }
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) throw new Error("it is damaged: the browser could not unpack it");
  return shrunk(bitmap, bitmap.width, bitmap.height);
}

/**
 * What is seen of a picture, on white, in greys and at most SIDE pixels long.
 * @param {CanvasImageSource} picture
 * @param {number} width
 * @param {number} height
 * @returns {Grey}
 */
export function shrunk(picture, width, height) {
  const scale = Math.min(1, SIDE / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(scale * width));
  canvas.height = Math.max(1, Math.round(scale * height));
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
  const grey = new Uint8Array(canvas.width * canvas.height);
  for (let k = 0; k < grey.length; k++) {
    grey[k] = Math.round(0.299 * data[4 * k] + 0.587 * data[4 * k + 1] + 0.114 * data[4 * k + 2]);
  }
  return { width: canvas.width, height: canvas.height, grey: packed(grey) };
}

/** @param {number} bytes */
const megabytes = (bytes) => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
