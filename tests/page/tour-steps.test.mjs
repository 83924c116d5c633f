// A tour's steps: the way from one picture to the next, the verdict on a prediction, the place that a browser kept.

import assert from "node:assert/strict";
import test from "node:test";
import { placeOf, tally, timeFor, verdict, way } from "../../nbhelpers/lab/web/tour-steps.js";
import { ETA, HALVE, RECORDED, SEED, STEP } from "./labs.mjs";

const AT = { start: "right", eta: 0.1, halve: false, step: 0 };

for (const [what, to, seen] of [
  ["nothing", {}, [{}]],
  ["time alone is played on", { step: 2 }, [{ step: 1 }, { step: 2 }]],
  ["a number walks along its stops", { eta: 1 }, [{ eta: 1 }]],
  ["a switch and time: time is played from its beginning", { halve: true, step: 2 }, [0, 1, 2].map((step) => ({ halve: true, step }))],
  ["two numbers at once", { eta: 1, halve: true }, [{ eta: 1, halve: true }]],
  ["a word has no stops between", { start: "left" }, [{ start: "left" }]],
]) {
  test(what, () => {
    assert.deepEqual(
      way(RECORDED, AT, { ...AT, ...to }),
      seen.map((state) => ({ ...AT, ...state })),
    );
  });
}

test("a walk may go back, begins at any moment, and is not taken through seeds or from values that no record has", () => {
  const far = { ...AT, eta: 1 };
  assert.deepEqual(way([ETA], far, { ...AT, eta: 0.01 }).map(({ eta }) => eta), [0.1, 0.01]);
  assert.deepEqual(way([STEP], { step: 1 }, { step: 2 }), [{ step: 2 }]);
  assert.deepEqual(way([SEED], { seed: 0 }, { seed: 2 }), [{ seed: 2 }]);
  assert.deepEqual(way([ETA], { eta: 0.345 }, { eta: 1 }), [{ eta: 1 }]);
  assert.deepEqual(way([HALVE, STEP], { halve: false, step: 2 }, { halve: true, step: 0 }), [{ halve: true, step: 0 }]);
});

const QUESTION = { text: "Which?", answers: ["this", "that"], right: 1 };
const STEPS = [{ question: null }, { question: QUESTION }, { question: QUESTION }];

test("a prediction is judged in one sentence", () => {
  assert.equal(verdict(QUESTION, 1), "Right: that.");
  assert.equal(verdict(QUESTION, 0), "You said “this”, and the answer is “that”.");
  assert.equal(verdict(QUESTION, null), "The answer is “that”.");
  assert.equal(verdict(QUESTION, undefined), "");
  assert.equal(verdict(null, undefined), "");
  assert.equal(tally(STEPS, { 1: 1, 2: null }), "You have seen all 3 steps. Of 2 predictions 1 was right.");
});

test("more words stand longer", () => assert.ok(timeFor("one two three four") > timeFor("one") && timeFor("one") > 4000));

for (const [text, place] of [
  [null, { at: 0, answers: {} }],
  ['{"at": 2, "answers": {"1": 0, "2": null}}', { at: 2, answers: { 1: 0, 2: null } }],
  ['{"at": 3, "answers": {"0": 1, "1": 7, "2": "__proto__", "9": 1}}', { at: 0, answers: {} }],
  ['{"at": "length"}', { at: 0, answers: {} }],
  ["null", { at: 0, answers: {} }],
  ["{", { at: 0, answers: {} }],
]) {
  test(`kept: ${text}`, () => assert.deepEqual(placeOf(text, STEPS), place));
}
