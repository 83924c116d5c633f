// The engine that asks Python: one question at a time, the newest of each lab; what hangs or dies is replaced.

import assert from "node:assert/strict";
import test from "node:test";
import { Computed } from "../../nbhelpers/lab/web/live-source.js";
import { Engine, SILENCE, Silent } from "../../nbhelpers/lab/web/python.js";
import { Stopped } from "../../nbhelpers/lab/web/source.js";

const LISTING = { wheel: { bytes: 10 }, files: { a: { bytes: 30 } } };
const answer = (eta) => JSON.stringify({ parts: { path: `<p${eta}/>` }, reading: `η is ${eta}`, points: [] });

/** A worker that is ready at once and answers when it is told to. */
class Worker extends EventTarget {
  static made = [];
  asked = [];
  constructor() {
    super();
    Worker.made.push(this);
  }
  postMessage(message) {
    if (message.do === "boot") queueMicrotask(() => this.say({ say: "ready" }));
    else this.asked.push({ id: message.id, ...JSON.parse(message.request).values });
  }
  say(data) {
    this.dispatchEvent(Object.assign(new Event("message"), { data }));
  }
  answer() {
    const { id, eta } = this.asked.at(-1);
    this.say({ say: "answer", id, answer: answer(eta), took: 5 });
  }
  terminate() {
    this.ended = true;
  }
}

async function started(context) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  context.mock.method(globalThis, "fetch", async () => Response.json(LISTING));
  globalThis.location = { href: "https://book/page.html" };
  globalThis.Worker = Worker;
  Worker.made = [];
  const engine = new Engine("live.json");
  await engine.start();
  return { engine, source: new Computed(engine, "a.race", []), worker: Worker.made[0] };
}

const settled = () => new Promise((done) => setImmediate(done));

test("a state is answered by value", async (context) => {
  const { source, worker } = await started(context);
  const coming = source.at({ eta: 1 }, () => {});
  worker.answer();
  assert.deepEqual(await coming, { pieces: { path: "<p1/>" }, reading: "η is 1", points: [], took: 5 });
});

test("of the states that wait the newest is asked for, the others are given up", async (context) => {
  const { source, worker } = await started(context);
  const coming = [1, 2, 3].map((eta) => source.at({ eta }, () => {}));
  const given = assert.rejects(coming[1], Stopped);
  worker.answer();
  worker.answer();
  await given;
  assert.deepEqual([(await coming[0]).reading, (await coming[2]).reading], ["η is 1", "η is 3"]);
  assert.deepEqual(worker.asked.map(({ eta }) => eta), [1, 3]);
});

test("what gives no sign ends, and a new worker answers what waits", async (context) => {
  const { source, worker } = await started(context);
  const silent = assert.rejects(source.at({ eta: 1 }, () => {}), Silent);
  const waiting = source.at({ eta: 2 }, () => {});
  context.mock.timers.tick(SILENCE - 1);
  worker.say({ say: "progress", share: 0.5 });
  context.mock.timers.tick(SILENCE - 1);
  assert.equal(worker.ended, undefined);
  context.mock.timers.tick(1);
  await silent;
  await settled();
  assert.ok(worker.ended && Worker.made.length === 2);
  Worker.made[1].answer();
  assert.equal((await waiting).reading, "η is 2");
});

test("stopped by the reader, or dead, it comes back", async (context) => {
  const { engine, source, worker } = await started(context);
  const stopped = assert.rejects(source.at({ eta: 1 }, () => {}), Stopped);
  source.stop();
  await stopped;
  assert.equal(source.doing(), "Starting Python again");
  await settled();
  assert.equal(source.doing(), "Computing");
  const dead = assert.rejects(source.at({ eta: 2 }, () => {}), { message: "the memory given to this page was not enough" });
  Worker.made[1].say({ say: "dead", memory: true });
  await dead;
  await settled();
  assert.deepEqual([engine.status, worker.ended, Worker.made.length], ["ready", true, 3]);
});

test("an error of a lab is its answer, and the next question is asked", async (context) => {
  const { source, worker } = await started(context);
  const failed = assert.rejects(source.at({ eta: 1 }, () => {}), { message: "ValueError: no" });
  worker.say({ say: "answer", id: worker.asked[0].id, answer: JSON.stringify({ error: "ValueError: no" }), took: 1 });
  await failed;
  const coming = source.at({ eta: 2 }, () => {});
  worker.answer();
  assert.equal((await coming).reading, "η is 2");
});

test("made warm it says nothing, and is there at once when it is asked for", async (context) => {
  context.mock.method(globalThis, "fetch", async () => Response.json(LISTING));
  globalThis.location = { href: "https://book/page.html" };
  globalThis.Worker = Worker;
  Worker.made = [];
  const engine = new Engine("live.json");
  const told = [];
  engine.watchers.add(() => told.push(engine.status));
  engine.warm();
  await settled();
  assert.equal(engine.stage, "ready");
  assert.ok(engine.status === "off" && told.every((status) => status === "off"));
  engine.warm();
  const waiting = new Computed(engine, "a.race", []).at({ eta: 1 }, () => {});
  assert.equal(engine.status, "ready");
  Worker.made[0].answer();
  assert.equal((await waiting).reading, "η is 1");
  assert.equal(Worker.made.length, 1);
});

test("what failed while it was made warm is tried again when it is asked for", async (context) => {
  const fetched = context.mock.method(globalThis, "fetch", async () => Promise.reject(new Error("no net")));
  globalThis.location = { href: "https://book/page.html" };
  globalThis.Worker = Worker;
  Worker.made = [];
  const engine = new Engine("live.json");
  engine.warm();
  await settled();
  await settled();
  assert.equal(engine.stage, "off");
  fetched.mock.mockImplementation(async () => Response.json(LISTING));
  await engine.start();
  assert.equal(engine.status, "ready");
});

test("on a line that the reader pays for nothing is loaded unasked", (context) => {
  const fetched = context.mock.method(globalThis, "fetch", async () => Response.json(LISTING));
  Object.defineProperty(globalThis, "navigator", { value: { connection: { saveData: true } }, configurable: true });
  new Engine("live.json").warm();
  assert.equal(fetched.mock.callCount(), 0);
  delete globalThis.navigator;
});
