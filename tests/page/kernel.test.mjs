// A notebook's kernel as the source of a figure: each question has its own answer, the newest counts, its end is said.

import assert from "node:assert/strict";
import test from "node:test";

import { Kernel } from "../../nbhelpers/lab/web/kernel.js";
import { Computed } from "../../nbhelpers/lab/web/live-source.js";
import { Stopped } from "../../nbhelpers/lab/web/source.js";

function modelOf(send) {
  const model = { sent: [], send: send ?? ((message) => model.sent.push(message)), on: (_, listener) => (model.say = listener) };
  return model;
}

const ANSWER = { parts: { line: "<path/>" }, reading: "Two.", points: [] };

test("a question is answered under its own number, another figure's is not heard", async () => {
  const model = modelOf();
  const source = new Computed(new Kernel(model, "f"), "lab", []);
  const coming = source.at({ eta: 2 });
  assert.deepEqual(model.sent, [{ do: "compute", figure: "f", id: 1, values: { eta: 2 } }]);
  model.say({ figure: "g", id: 1, answer: { ...ANSWER, reading: "Not mine." } });
  model.say({ figure: "f", id: 1, answer: ANSWER });
  assert.deepEqual(await coming, { pieces: ANSWER.parts, reading: "Two.", points: [], took: undefined });
});

test("the first state is known without asking", () => {
  const model = modelOf();
  const first = { parts: {}, reading: "One.", points: [] };
  const picture = new Computed(new Kernel(model, "f"), "lab", [], first).at({});
  assert.deepEqual(picture, { pieces: {}, reading: "One.", points: [], took: undefined });
  assert.deepEqual(model.sent, []);
});

test("of several questions those before the answered one are given up", async () => {
  const model = modelOf();
  const kernel = new Kernel(model, "f");
  const [one, two] = [kernel.request({ do: "compute" }), kernel.request({ do: "compute" })];
  model.say({ figure: "f", id: 2, answer: ANSWER });
  await assert.rejects(one, Stopped);
  assert.equal(await two, ANSWER);
});

test("an error is the question's, a stop everybody's", async () => {
  const model = modelOf();
  const kernel = new Kernel(model, "f");
  const wrong = kernel.request({ do: "compute" });
  model.say({ figure: "f", id: 1, error: "ValueError: no" });
  await assert.rejects(wrong, /ValueError: no/);
  const long = kernel.request({ do: "compute" });
  kernel.stop();
  assert.deepEqual(model.sent.at(-1), { do: "stop", figure: "f", id: 2 });
  model.say({ figure: "f", stopped: 2 });
  await assert.rejects(long, Stopped);
});

test("what is asked after a stop is not stopped by it", async () => {
  const model = modelOf();
  const kernel = new Kernel(model, "f");
  const long = kernel.request({ do: "compute" });
  kernel.stop();
  const next = kernel.request({ do: "compute" });
  model.say({ figure: "f", stopped: 1 });
  await assert.rejects(long, Stopped);
  model.say({ figure: "f", id: 2, answer: ANSWER });
  assert.equal(await next, ANSWER);
});

test("a kernel that works is told from one that has not begun", () => {
  const model = modelOf();
  const kernel = new Kernel(model, "f");
  const source = new Computed(kernel, "lab", []);
  source.at({});
  assert.equal(source.doing(), "Waiting for the kernel");
  model.say({ figure: "f", begun: 1 });
  assert.equal(source.doing(), "Computing");
});

test("where nobody can be asked any more, that is said", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const model = modelOf(() => {
    throw new Error("Cannot send");
  });
  const kernel = new Kernel(model, "f");
  let gone = false;
  kernel.gone = () => (gone = true);
  await assert.rejects(kernel.request({ do: "compute" }), /its kernel has ended/);
  context.mock.timers.tick(1);
  assert.ok(gone);
});
