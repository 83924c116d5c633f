// A film of a lab in which time passes: every moment that is played, one after the other, as the browser records video.
// Loaded when first used.

import { FINE, imageOf, settled, sizeOf } from "./image.js";
import { pictureOf } from "./picture.js";
import { beat } from "./player.js";
import { Stopped } from "./source.js";

/** @typedef {import("./actions.js").Actions} Actions */

const KINDS = ["video/mp4;codecs=avc1.42E01E", "video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm"];
const BITS = 6_000_000; // a second
const LAST = 1200; // ms for which the last moment stands

/** The kind of film that this browser makes; undefined if it makes none. */
const kind = () => (typeof MediaRecorder === "function" ? KINDS.find((one) => MediaRecorder.isTypeSupported(one)) : undefined);

/**
 * The film, and the end of its file's name. The lab is moved through its moments, and back to where it was.
 * @param {Actions} actions
 * @returns {Promise<{content: Blob, ending: string}>}
 */
export async function film(actions) {
  const type = kind();
  if (!type) throw new Error("this browser records no films; its newer versions do");
  const { view, store, time } = actions;
  if (!time) throw new Error("no time passes in this figure");
  const before = { [time.name]: store.values[time.name] };
  let stopped = false;
  const tell = (/** @type {string} */ text, /** @type {number} */ share) => {
    if (stopped) throw new Stopped("stopped");
    view.progress.show(text, share, () => (stopped = true));
  };
  try {
    const pictures = await taken(actions, time, tell);
    const content = await recorded(pictures, beat(pictures.length), type, tell);
    return { content, ending: type.startsWith("video/mp4") ? "mp4" : "webm" };
  } finally {
    view.progress.clear();
    store.set(before, "play");
  }
}

/**
 * The picture of every moment.
 * @param {Actions} actions
 * @param {import("./values.js").Control} time
 * @param {(text: string, share: number) => void} tell
 */
async function taken({ view, store, address }, time, tell) {
  const moments = time.plays ?? time.values;
  const pictures = [];
  for (const [k, moment] of moments.entries()) {
    tell(`Moment ${k + 1} of ${moments.length}`, k / (2 * moments.length));
    store.set({ [time.name]: moment }, "play");
    await settled(view);
    pictures.push(pictureOf(view, address.of(view.seen)));
    await new Promise((next) => setTimeout(next));
  }
  return pictures;
}

/**
 * The pictures as a film, each for so long. A browser records as time passes, no faster.
 * @param {XMLDocument[]} pictures
 * @param {number} pause in ms
 * @param {string} type
 * @param {(text: string, share: number) => void} tell
 * @returns {Promise<Blob>}
 */
async function recorded(pictures, pause, type, tell) {
  const sizes = pictures.map(sizeOf);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [0, 1].map((side) => FINE * Math.ceil(Math.max(...sizes.map((size) => size[side]))));
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const stream = canvas.captureStream(0);
  const track = /** @type {CanvasCaptureMediaStreamTrack} */ (stream.getVideoTracks()[0]);
  const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: BITS });
  /** @type {Blob[]} */
  const pieces = [];
  recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
  const ended = new Promise((done, failed) => {
    recorder.addEventListener("stop", done);
    recorder.addEventListener("error", () => failed(new Error("the browser could not record it")));
  });
  recorder.start();
  try {
    for (const [k, picture] of pictures.entries()) {
      tell(`Filming ${k + 1} of ${pictures.length}`, (1 + k / pictures.length) / 2);
      const image = await imageOf(picture);
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(image, 0, 0, FINE * sizes[k][0], FINE * sizes[k][1]);
      track.requestFrame();
      await new Promise((next) => setTimeout(next, k + 1 < pictures.length ? pause : LAST));
    }
    track.requestFrame();
  } finally {
    if (recorder.state !== "inactive") recorder.stop();
    track.stop();
  }
  await ended;
  return new Blob(pieces, { type });
}
