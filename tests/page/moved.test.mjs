// What moved to another chapter is found there by its old name, and nothing else is.

import assert from "node:assert/strict";
import test from "node:test";
import { Kept } from "../../nbhelpers/lab/web/exercise-parts.js";
import { formerName, movedAddress, presentName } from "../../nbhelpers/lab/web/moved.js";

const read = (address) => movedAddress(new URL(address, "https://book.example/"));

for (const [old, now] of [
  ["/a/book/backprop.html?escape.strength=4&escape.method=noisy#escape", "generalising.html?escape.strength=4&escape.method=noisy#escape"],
  ["/backprop.html?decay.eta=0.2", "generalising.html?decay.eta=0.2"],
  ["/backprop.html?show=early_stopping", "generalising.html?show=early_stopping"],
  ["/backprop#when-to-stop", "generalising#when-to-stop"],
  ["/backprop.html#decay_step-exercise", "generalising.html#decay_step-exercise"],
]) {
  test(`${old} leads on`, () => assert.equal(read(old), now));
}

for (const address of [
  "/backprop.html", "/backprop.html?step.stage=4#step", "/backprop.html?plain=1", "/generalising.html#escape",
  "/optimizers.html?decay.eta=0.2#decay", "/constructor.html#escape", "/backprop.html?escape.strength=4#step",
]) {
  test(`${address} stays`, () => assert.equal(read(address), null));
}

test("an exercise has a name of today and a former one", () => {
  assert.equal(formerName("generalising.decay_step"), "backprop.decay_step");
  assert.equal(presentName("backprop.decay_step"), "generalising.decay_step");
  for (const name of ["backprop.update", "hopfield.decay_step", "constructor.decay_step", "generalising.weight"]) {
    assert.equal(presentName(name), name);
    assert.equal(formerName(name), null);
  }
});

test("an answer kept under the old name is read, and kept under the new one from then on", () => {
  const held = new Map([["exercise.backprop.decay_step", "w - 1"]]);
  globalThis.localStorage = { getItem: (key) => held.get(key) ?? null, setItem: (key, text) => held.set(key, text), removeItem: (key) => held.delete(key) };
  const kept = new Kept("generalising.decay_step");
  assert.equal(kept.text, "w - 1");
  kept.keep("w - 2");
  assert.deepEqual([...held], [["exercise.generalising.decay_step", "w - 2"]]);
  kept.keep(null);
  assert.equal(kept.text, null);
  delete globalThis.localStorage;
});
