// What a reader sets is written into the address once it has settled; what came from there is not.

import assert from "node:assert/strict";
import test from "node:test";
import { PageAddress } from "../../nbhelpers/lab/web/page-address.js";
import { LIVE_DRAWN, RECORDED, storeOf } from "./labs.mjs";

function onPage(context, controls = RECORDED) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const written = [];
  globalThis.location = { href: "https://book/ch.html?other.x=1#s", pathname: "/ch.html", search: "?other.x=1", hash: "#s" };
  globalThis.history = { state: { place: 7 }, replaceState: (...entry) => written.push(entry) };
  const tab = new Map();
  context.mock.method(performance, "getEntriesByType", () => [{ type: "reload" }]);
  globalThis.sessionStorage = { getItem: (key) => tab.get(key) ?? null, setItem: (key, text) => tab.set(key, text), removeItem: (key) => tab.delete(key) };
  const store = storeOf(controls);
  return { store, tab, address: new PageAddress("race", store), written, wait: () => context.mock.timers.tick(250) };
}

test("once, after the last change, with what else stands there", (context) => {
  const { store, written, wait } = onPage(context);
  store.set({ eta: 1 });
  store.set({ step: 2 }, "play");
  assert.deepEqual(written, []);
  wait();
  assert.deepEqual(written, [[{ place: 7 }, "", "/ch.html?other.x=1&race.eta=1&race.step=2#s"]]);
});

test("not what came from there, nor what came with another source", (context) => {
  const { store, written, wait } = onPage(context);
  store.set({ eta: 1 }, "address");
  store.set({ eta: 1 }, "source");
  wait();
  assert.deepEqual(written, []);
});

test("a link has all values, and says that the lab fills the screen", (context) => {
  const { store, address, written } = onPage(context);
  const all = "race.start=right&race.eta=0.1&race.halve=false&race.step=0#race";
  assert.equal(address.of(store), `https://book/ch.html?${all}`);
  assert.equal(address.of(store, true), `https://book/ch.html?show=race&${all}`);
  address.show(true);
  address.show(false);
  assert.deepEqual(written.map((entry) => entry[2]), ["/ch.html?other.x=1&show=race#s", "/ch.html?other.x=1#s"]);
});

test("what the reader drew stays out of it, and this tab keeps it", (context) => {
  const { store, address, written, tab, wait } = onPage(context, [...RECORDED, LIVE_DRAWN]);
  store.set({ eta: 1, drawn: "gAA" });
  wait();
  assert.deepEqual(written.map((entry) => entry[2]), ["/ch.html?other.x=1&race.eta=1#s"]);
  assert.equal(address.withOwn("?race.eta=1"), "?race.eta=1&race.drawn=gAA");
  assert.equal(address.withOwn("?race.drawn=AAA"), "?race.drawn=AAA");
  assert.match(address.of(store), /race\.drawn=gAA/, "a link has it: it was asked for");
  address.forget();
  assert.equal(address.withOwn(""), "");
  store.set({ drawn: "gAA" });
  wait();
  store.set({ drawn: "" });
  wait();
  assert.equal(tab.size, 0);
});

test("what another page wrote for this tab is thrown away", (context) => {
  const { address, tab } = onPage(context);
  tab.set("own:/ch.html#race", "{");
  assert.equal(address.withOwn("?race.eta=1"), "?race.eta=1");
  assert.equal(tab.size, 0);
});

test("where a link led to a state of the lab, nothing of the reader's is added to it", (context) => {
  const { address, tab } = onPage(context);
  tab.set("own:/ch.html#race", JSON.stringify([["drawn", "gAA"]]));
  performance.getEntriesByType.mock.mockImplementation(() => [{ type: "navigate" }]);
  assert.equal(address.withOwn("?race.eta=1"), "?race.eta=1");
  assert.equal(address.withOwn("?other.x=1"), "?other.x=1&race.drawn=gAA");
});
