// Values by value: texts, words, stops. The declarations are frozen: whoever changed a list would throw.

import assert from "node:assert/strict";
import test from "node:test";
import { pack, unpack } from "../../nbhelpers/lab/web/bitmap.js";
import { allowed, inWords, nearest, shown, stepped, stops, usualState, valueOf } from "../../nbhelpers/lab/web/values.js";
import { DRAWN, ETA, HALVE, LIVE_DRAWN, LIVE_ETA, RECORDED, SEED, START, STEP } from "./labs.mjs";

test("a lab opens in the state of its defaults", () => {
  assert.deepEqual(usualState(RECORDED), { start: "right", eta: 0.1, halve: false, step: 0 });
});

for (const [control, text, value] of [
  [ETA, "0.1", 0.1],
  [ETA, " 1e-1 ", 0.1],
  [ETA, "1.0", 1],
  [ETA, "0.2", undefined],
  [ETA, "", undefined],
  [HALVE, "true", true],
  [HALVE, "1", undefined],
  [START, "left", "left"],
  [START, "constructor", undefined],
  [LIVE_ETA, "0.345", 0.345],
  [LIVE_ETA, "1.5", undefined],
  [LIVE_ETA, "NaN", undefined],
  [LIVE_ETA, "Infinity", undefined],
  [LIVE_ETA, "0x1", 1], // names a value that is offered; other hexadecimal numbers mean none
  [LIVE_ETA, "0x0.8", undefined],
  [SEED, "9999", 9999],
  [SEED, "10000", undefined],
  [SEED, "1.5", undefined],
  [SEED, "-1", undefined],
  [DRAWN, "", ""],
  [DRAWN, "gAA", undefined],
  [LIVE_DRAWN, "gAA", "gAA"],
  [LIVE_DRAWN, "<img", undefined],
  [LIVE_DRAWN, "__8", undefined], // marks beyond the last pixel
]) {
  test(`${control.name} = ${JSON.stringify(text)} is ${JSON.stringify(value)}`, () => assert.equal(valueOf(control, text), value));
}

test("a value is shown as it was declared, any other as it is", () => {
  assert.deepEqual([ETA, ETA, HALVE, DRAWN].map((control, k) => shown(control, [0.1, 0.345, true, ""][k])), ["0.10", "0.345", "on", "none"]);
  assert.equal(shown(LIVE_DRAWN, pack(LIVE_DRAWN, new Set([0, 4]))), "2 of 9");
});

test("a slider stops at the declared values and at the one that it has", () => {
  assert.equal(stops(LIVE_ETA, 0.1), LIVE_ETA.values);
  assert.deepEqual(stops(LIVE_ETA, 0.345), [0.01, 0.05, 0.1, 0.345, 0.5, 1]);
  assert.deepEqual(stops(SEED, 77), [0, 1, 2, 77]);
});

test("steps lead to the neighbours and end at the ends", () => {
  assert.deepEqual([1, 2, -1, -9, 9].map((by) => stepped(LIVE_ETA, 0.345, by)), [0.5, 1, 0.1, 0.01, 1]);
  assert.deepEqual([1, -1].map((by) => stepped(STEP, 2, by)), [2, 1]);
});

test("what is dragged takes the nearest value", () => {
  assert.deepEqual([-5, 0.07, 0.08, 40].map((wanted) => nearest(LIVE_ETA, wanted)), [0.01, 0.05, 0.1, 1]);
});

test("what is allowed is said", () => {
  assert.equal(allowed(ETA), "0.01, 0.1, 1");
  assert.equal(allowed(LIVE_ETA), "numbers from 0.01 to 1");
  assert.equal(allowed(SEED), "whole numbers from 0 to 9999");
  assert.equal(allowed(DRAWN), "drawings made where Python is live");
  assert.equal(allowed(LIVE_DRAWN), "drawings of 3 by 3 pixels");
});

test("a state in words leaves out what cannot be turned", () => {
  const values = { ...usualState(RECORDED), drawn: "", eta: 1 };
  assert.equal(inWords({ controls: [...RECORDED, DRAWN], values }), "start right, rate 1.00, halve off, step 0");
});

test("a typed line is taken in small letters, and only if it fits", () => {
  const live = { ...LIVE_DRAWN, kind: "text", alphabet: " abc", longest: 5 };
  assert.equal(valueOf(live, "A cab"), "a cab");
  assert.equal(valueOf(live, ""), "");
  for (const text of ["a cabs", "d", "<b>"]) assert.equal(valueOf(live, text), undefined);
  assert.equal(allowed(live), "at most 5 of the letters “ abc”");
  assert.equal(valueOf({ ...live, alphabet: undefined, longest: undefined }, "a"), undefined);
});

test("a pixel of two inks has one of them, whatever its text says", () => {
  const two = { ...LIVE_DRAWN, rows: 1, columns: 4, inks: ["cat", "dog"] };
  for (const cells of [[], [0], [7], [0, 6], [4, 1, 2, 7]]) {
    assert.deepEqual(unpack(two, pack(two, new Set(cells))), new Set(cells));
  }
  assert.equal(unpack(two, "iA"), null);
});

test("a drawing is the same after it was text", () => {
  for (const cells of [[], [0], [8], [0, 1, 2, 3, 4, 5, 6, 7, 8]]) {
    assert.deepEqual(unpack(LIVE_DRAWN, pack(LIVE_DRAWN, new Set(cells))), new Set(cells));
  }
});
