// Addresses, read and written; whatever somebody made up is only named.

import assert from "node:assert/strict";
import test from "node:test";
import { few, quoted, readAddress, strangers, withShown, withState } from "../../nbhelpers/lab/web/address.js";
import { usualState } from "../../nbhelpers/lab/web/values.js";
import { LIVE_ETA, RECORDED, SEED, storeOf } from "./labs.mjs";

const read = (search, controls = RECORDED) => readAddress(search, "race", controls);
const USUAL = usualState(RECORDED);

test("an address gives a state, the rest its defaults", () => {
  assert.deepEqual(read("?race.eta=1&race.halve=true&other.eta=7#race"), { values: { ...USUAL, eta: 1, halve: true }, problems: [] });
  assert.deepEqual(read(""), { values: USUAL, problems: [] });
});

test("a number that is not offered is one where any is allowed", () => {
  assert.deepEqual(read("?race.eta=0.345&race.seed=77", [LIVE_ETA, SEED]).values, { eta: 0.345, seed: 77 });
});

for (const [search, values, said] of [
  ["race.eta=7", {}, "eta can’t be “7”; allowed are 0.01, 0.1, 1."],
  ["race.eta=", {}, "eta can’t be “”; allowed are 0.01, 0.1, 1."],
  ["race.eta=%E0%A4%A", {}, "eta can’t be “\ufffd%A”; allowed are 0.01, 0.1, 1."],
  ["race.eta=%00%E2%80%AE1", {}, "eta can’t be “\ufffd\ufffd1”; allowed are 0.01, 0.1, 1."],
  [`race.eta=${"9".repeat(50000)}`, {}, `eta can’t be “${"9".repeat(40)}…”; allowed are 0.01, 0.1, 1.`],
  ["race.etaa=1", {}, "“etaa” is not a control of this figure; its controls are start, eta, halve, step."],
  ["race.eta.eta=1", {}, "“eta.eta” is not a control of this figure; its controls are start, eta, halve, step."],
  ["race.__proto__=1", {}, "“__proto__” is not a control of this figure; its controls are start, eta, halve, step."],
  ["race.eta=1&race.eta=7", { eta: 1 }, "eta is given more than once; the last value that is allowed counts."],
]) {
  test(`${search.slice(0, 40)} is said`, () => {
    const found = read(search);
    assert.deepEqual(found.values, { ...USUAL, ...values });
    assert.equal(found.problems[0], said);
  });
}

test("an address is written without defaults, or whole, and keeps what is not its own", () => {
  const values = { ...USUAL, eta: 1, start: "left" };
  assert.equal(withState("?other.x=1&race.halve=true", "race", RECORDED, values), "?other.x=1&race.start=left&race.eta=1");
  assert.equal(withState("?race.eta=1", "race", RECORDED, USUAL), "");
  assert.equal(withState("", "race", RECORDED, USUAL, true), "?race.start=right&race.eta=0.1&race.halve=false&race.step=0");
});

test("what is written is read as the same state", () => {
  const store = storeOf(RECORDED);
  for (const changes of [{ eta: 0.01 }, { start: "left", halve: true }, { step: 2, eta: 1 }]) {
    store.set(changes);
    assert.deepEqual(read(withState("", "race", store.controls, store.values)).values, store.values);
  }
});

test("an address says which lab fills the screen", () => {
  assert.equal(withShown("?race.eta=1", "race"), "?race.eta=1&show=race");
  assert.equal(withShown("?race.eta=1&show=race", null), "?race.eta=1");
  assert.equal(withShown("", null), "");
});

test("names that no figure has are found once", () => {
  assert.deepEqual(strangers("?race.eta=1&bwol.eta=1&bwol.x=2&__proto__.x=1&plain=1", ["race"]), ["bwol", "__proto__"]);
});

test("a message stays short", () => {
  assert.equal(few(["a", "b", "c", "d", "e"], ", "), "a, b, c (and 2 more)");
  assert.equal(quoted("\u202e1\u2066"), "“\ufffd1\ufffd”");
});
