// A record: what is wrong with one is named, and each state has its row.

import assert from "node:assert/strict";
import test from "node:test";
import { Recorded, flawOf } from "../../nbhelpers/lab/web/recorded.js";
import { ETA, HALVE } from "./labs.mjs";

const DATA = {
  format: 1,
  lab: "a.race",
  controls: [ETA, HALVE],
  live: [ETA],
  parts: ["path", "title"],
  pieces: ["<a/>", "<b/>", "<c/>"],
  frames: [[0, 1], [0, 2], [1, 1], [1, 2], [2, 1], [2, 2]],
  readings: ["r0", "r1", "r2", "r3", "r4", "r5"],
};

test("a state's picture is found by value", () => {
  const record = new Recorded(DATA);
  assert.deepEqual(record.at({ eta: 0.1, halve: true }), { pieces: { path: "<b/>", title: "<c/>" }, reading: "r3" });
  assert.equal(record.at({ halve: false, eta: 1 }).reading, "r4");
});

for (const [changes, flaw] of [
  [{}, ""],
  [{ format: 2 }, "its format is 2, not 1"],
  [{ lab: "a.other" }, "it belongs to a.other, not to a.race"],
  [{ pieces: {} }, "it has no pieces"],
  [{ controls: [null] }, "a control is not as it should be"],
  [{ controls: [{ name: "eta", values: "1234", shown: [], start: 0 }] }, "a control is not as it should be"],
  [{ live: [{ name: "eta", values: [1], shown: ["1"], start: 5 }] }, "a control is not as it should be"],
  [{ frames: DATA.frames.slice(1) }, "it has 5 states instead of 6"],
  [{ readings: [] }, "it has 0 sentences instead of 6"],
  [{ readings: Array(6).fill({}) }, "a sentence is none"],
  [{ frames: Array(6).fill(null) }, "a state names a picture part that is not there"],
  [{ frames: [[0, 9], ...DATA.frames.slice(1)] }, "a state names a picture part that is not there"],
]) {
  test(`a record with ${JSON.stringify(changes).slice(0, 50)}: ${flaw || "no flaw"}`, () => {
    assert.equal(flawOf({ ...DATA, ...changes }, "a.race"), flaw);
  });
}

for (const data of [null, 7, [], {}]) {
  test(`${JSON.stringify(data)} is no record`, () => assert.match(flawOf(data, "a.race"), /^its format is /));
}

for (const [answer, said] of [
  [new Response("", { status: 404 }), "the recorded states could not be fetched (the server answered 404)"],
  [new Response(" <!DOCTYPE html>"), "a page came in place of the recorded states; does this network ask for a login?"],
  [new Response(JSON.stringify(DATA).slice(0, 99)), "the file of recorded states is damaged (it is cut short or not JSON)"],
  [new Response(JSON.stringify({ ...DATA, lab: "b" })), "the file of recorded states is damaged (it belongs to b, not to a.race)"],
]) {
  test(`it is said that ${said}`, async (context) => {
    context.mock.method(globalThis, "fetch", async () => answer);
    await assert.rejects(Recorded.load("record.json", "a.race"), { message: said });
  });
}
