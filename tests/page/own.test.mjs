// What is the reader's own: points as text, what a file is by its first bytes, what this browser keeps.

import assert from "node:assert/strict";
import test from "node:test";
import { isPicture, unpack } from "../../nbhelpers/lab/web/bitmap.js";
import { sizeOf } from "../../nbhelpers/lab/web/decode.js";
import { fits, read, write } from "../../nbhelpers/lab/web/dot-text.js";
import { changeOwn, keepBrought, own } from "../../nbhelpers/lab/web/own-store.js";
import { shown, valueOf } from "../../nbhelpers/lab/web/values.js";

const DOTS = { name: "own", label: "points", kind: "dots", values: [""], shown: ["none"], start: 0, box: [[-2, -1], [2, 3]], classes: ["yes", "no"], most: 3 };

test("points come back from their text", () => {
  const dots = [[0.5, -1, 1], [2, 2.125, 0]];
  assert.equal(write(dots), "0.5,-1,1;2,2.125,0");
  assert.deepEqual(read(write(dots)), dots);
  assert.deepEqual(read(""), []);
  assert.equal(write([[1 / 3, 1e-9, 0]]), "0.333,0,0");
});

for (const [text, fit] of [
  ["0,0,0", true],
  ["", true],
  ["0,0,1;1,1,0;2,3,1", true],
  ["0,0,0;0,0,0;0,0,0;0,0,0", false],
  ["0,0", false],
  ["0,0,2", false],
  ["0,4,0", false],
  ["NaN,0,0", false],
  ["0,0,0,0", false],
  ["<b>,0,0", false],
  ["0,0,map", false],
])
  test(`of points “${text}” ${fit ? "is" : "is not"} a text`, () => {
    assert.equal(fits(DOTS, text), fit);
    assert.equal(valueOf(DOTS, text), fit ? text : undefined);
  });

test("how many points there are is shown", () => {
  assert.equal(shown(DOTS, ""), "none");
  assert.equal(shown(DOTS, "0,0,0;1,1,1"), "2");
});

test("a picture holds a byte for each pixel, on a grid that takes one", () => {
  const grid = { name: "drawn", label: "drawn", kind: "pixels", values: [""], shown: ["none"], start: 0, rows: 1, columns: 3, takes: "picture" };
  const text = "_3-A";
  assert.equal(isPicture(grid, text), true);
  assert.deepEqual(unpack(grid, text), new Set([0, 2]));
  assert.equal(shown(grid, text), "a picture");
  assert.equal(unpack({ ...grid, takes: "" }, text), null);
});

const bytes = (...parts) => new DataView(Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...part].map((c) => c.charCodeAt(0)) : part))).buffer);

for (const [what, view, size] of [
  ["PNG", bytes("\x89PNG\r\n\x1a\n", [0, 0, 0, 13], "IHDR", [0, 0, 3, 232, 0, 0, 0, 7]), [1000, 7]],
  ["GIF", bytes("GIF89a", [5, 0, 1, 1]), [5, 257]],
  ["JPEG", bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc2, 0, 17, 8, 0, 9, 1, 0, 3, 0, 0]), [256, 9]],
  ["WebP", bytes("RIFF", [0, 0, 0, 0], "WEBPVP8X", [10, 0, 0, 0, 0, 0, 0, 0], [9, 0, 0], [4, 1, 0]), [10, 261]],
  ["a PNG cut short", bytes("\x89PNG\r\n\x1a\n", [0, 0]), null],
  ["a JPEG without a size", bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), null],
  ["a page", bytes("<!doctype html><img src=x>"), null],
  ["a drawing with scripts in it", bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), null],
  ["nothing", bytes(""), null],
])
  test(`${what} is known by its first bytes`, () => assert.deepEqual(sizeOf(view), size));

function storage(full = false) {
  const entries = new Map();
  globalThis.localStorage = {
    getItem: (key) => entries.get(key) ?? null,
    removeItem: (key) => entries.delete(key),
    setItem: (key, text) => {
      if (full) throw new Error("QuotaExceededError");
      entries.set(key, text);
    },
  };
  return entries;
}

test("what is mine is kept, and nothing stays behind when it is deleted", () => {
  const entries = storage();
  assert.deepEqual(own(), { digits: {}, brought: [] });
  assert.equal(changeOwn((now) => (now.digits["3"] = "AA")), true);
  const one = (text) => ({ kind: "text", name: "a", content: { text } });
  for (let k = 0; k < 14; k++) keepBrought(one(`text ${k}`));
  keepBrought(one("text 5"));
  assert.deepEqual(own().digits, { 3: "AA" });
  assert.deepEqual(own().brought.map(({ content }) => content.text).slice(0, 3), ["text 5", "text 13", "text 12"]);
  assert.equal(own().brought.length, 12);
  changeOwn((now) => Object.assign(now, { digits: {}, brought: [] }));
  assert.equal(entries.size, 0);
});

test("a full storage is told", () => {
  storage(true);
  assert.equal(keepBrought({ kind: "text", name: "a", content: { text: "b" } }), false);
});

for (const text of ["{", "null", '{"digits": 7}', '{"brought": {"length": 3}}', '{"digits": {"x": "A", "4": 5}, "brought": [null, {}]}'])
  test(`damaged: ${text}`, () => {
    storage().set("own", text);
    assert.deepEqual(own(), { digits: {}, brought: [] });
  });
