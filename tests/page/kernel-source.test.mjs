// A notebook's kernel as the source of a figure: each question has its own answer, the newest counts, its end is said.

import assert from "node:assert/strict";
import test from "node:test";

import { Kernel, KernelSource } from "../../nbhelpers/lab/web/kernel-source.js";
import { Stopped } from "../../nbhelpers/lab/web/source.js";

function modelOf(send) {
  const model = { sent: [], send: send ?? ((message) => model.sent.push(message)), on: (_, listener) => (model.say = listener) };
  return model;
}

const ANSWER = { parts: { line: "<path/>" }, reading: "Two.", points: [] };

test("a question is answered under its own number, another figure's is not heard", async () => {
  const model = modelOf();
  const source = new KernelSource(new Kernel(model, "f"), [], null);
  const coming = source.at({ eta: 2 });
  assert.deepEqual(model.sent, [{ do: "compute", id: "f 1", figure: "f", values: { eta: 2 } }]);
  model.say({ id: "g 1", answer: { ...ANSWER, reading: "Not mine." } });
  model.say({ id: "f 1", answer: ANSWER });
  assert.deepEqual(await coming, { pieces: ANSWER.parts, reading: "Two.", points: [] });
});

test("the first state is known without asking", () => {
  const model = modelOf();
  const first = { pieces: {}, reading: "One." };
  assert.equal(new KernelSource(new Kernel(model, "f"), [], first).at({}), first);
  assert.deepEqual(model.sent, []);
});

test("of several questions those before the answered one are given up", async () => {
  const model = modelOf();
  const kernel = new Kernel(model, "f");
  const [one, two] = [kernel.ask("compute"), kernel.ask("compute")];
  model.say({ id: "f 2", answer: ANSWER });
  await assert.rejects(one, Stopped);
  assert.equal(await two, ANSWER);
});

test("an error is the question's, a stop everybody's", async () => {
  const model = modelOf();
  const kernel = new Kernel(model, "f");
  const wrong = kernel.ask("compute");
  model.say({ id: "f 1", error: "ValueError: no" });
  await assert.rejects(wrong, /ValueError: no/);
  const long = kernel.ask("compute");
  kernel.stop();
  assert.deepEqual(model.sent.at(-1), { do: "stop" });
  model.say({ stopped: true });
  await assert.rejects(long, Stopped);
});

test("a kernel that works is told from one that has not begun", () => {
  const model = modelOf();
  const kernel = new Kernel(model, "f");
  const source = new KernelSource(kernel, [], null);
  source.at({});
  assert.equal(source.doing(), "Waiting for the kernel");
  model.say({ begun: "f 1" });
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
  await assert.rejects(kernel.ask("compute"), /its kernel has ended/);
  context.mock.timers.tick(1);
  assert.ok(gone);
});
