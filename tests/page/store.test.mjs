// The store of a lab and the player that turns its time.

import assert from "node:assert/strict";
import test from "node:test";
import { Player, beat } from "../../nbhelpers/lab/web/player.js";
import { ETA, LIVE_ETA, RECORDED, SEED, STEP, storeOf } from "./labs.mjs";

test("who listens is told the whole state and who changed it", () => {
  const store = storeOf(RECORDED);
  const told = [];
  store.subscribe((values, by) => told.push([values, by]));
  store.set({ eta: 1 });
  store.set({ step: 2 }, "play");
  const first = { start: "right", eta: 1, halve: false, step: 0 };
  assert.deepEqual(told, [[first, "reader"], [{ ...first, step: 2 }, "play"]]);
});

test("other controls keep what was set", () => {
  const store = storeOf([ETA]);
  store.set({ eta: 1 });
  store.take([LIVE_ETA, SEED]);
  assert.deepEqual(store.values, { eta: 1, seed: 0 });
});

function button() {
  const marks = { "aria-label": "step: play" };
  return {
    marks,
    getAttribute: (name) => marks[name],
    setAttribute: (name, text) => (marks[name] = text),
    querySelector: () => null,
  };
}

function playing(context, step) {
  context.mock.timers.enable({ apis: ["setInterval"] });
  const store = storeOf([ETA, STEP]);
  store.set({ step });
  const seen = [];
  store.subscribe((values) => seen.push(values.step));
  return { player: new Player(button(), STEP, store), seen, tick: (beats) => context.mock.timers.tick(beats * beat(STEP.values.length)) };
}

test("playing goes to the end and pauses there", (context) => {
  const { player, seen, tick } = playing(context, 0);
  player.toggle();
  assert.equal(player.button.marks["aria-label"], "step: pause");
  tick(5);
  assert.deepEqual(seen, [1, 2]);
  assert.equal(player.button.marks["aria-label"], "step: play");
});

test("from the end it begins again, and a second press pauses it", (context) => {
  const { player, seen, tick } = playing(context, 2);
  player.toggle();
  tick(1);
  player.toggle();
  tick(5);
  assert.deepEqual(seen, [0, 1]);
});

test("where any moment can be computed, the recorded ones are played", (context) => {
  context.mock.timers.enable({ apis: ["setInterval"] });
  const live = { ...STEP, values: [...Array(1001).keys()], plays: [0, 10, 100, 1000] };
  const store = storeOf([live]);
  store.set({ step: 7 });
  const seen = [];
  store.subscribe(({ step }) => seen.push(step));
  new Player(button(), live, store).toggle();
  context.mock.timers.tick(9 * beat(4));
  assert.deepEqual(seen, [10, 100, 1000]);
});

test("a run lasts five seconds, a moment neither too short nor too long", () => {
  assert.deepEqual([3, 20, 1000].map(beat), [450, 250, 60]);
});
