// The notebook with what the reader typed, and the link that carries a version of a function.

import assert from "node:assert/strict";
import test from "node:test";
import { codeIn, codeLink } from "../../nbhelpers/lab/web/code-link.js";
import { addedAfter, fingerprint, withOwn } from "../../nbhelpers/lab/web/own-notebook.js";

const code = (...source) => ({ cell_type: "code", metadata: { jupyter: { source_hidden: true } }, source, outputs: [{}], execution_count: 3 });
const BOOK = {
  nbformat: 4,
  cells: [
    { cell_type: "markdown", metadata: {}, source: "text" },
    code("import numpy as np\n", "x = 1"),
    code("source(energy)"),
    code("exercises.rate.check(\"\")  # your number, between the quotes"),
    code("def my_momentum(g):\n", "    ..."),
    code("exercises.momentum.check(my_momentum)\n# exercises.momentum.use(my_momentum)"),
  ],
};
const MARK = fingerprint("import numpy as np\nx = 1\n");
const sources = ({ cells }) => cells.map(({ source }) => (Array.isArray(source) ? source.join("") : source));

test("with nothing typed it is the book's own", () => assert.deepEqual(withOwn(BOOK, "ch", {}), BOOK));

test("cells changed and added, answers and versions of functions stand where they belong", () => {
  const before = JSON.stringify(BOOK);
  const made = withOwn(BOOK, "ch", {
    [`cell.ch.${MARK}`]: "x = 2\n",
    [`added.ch.${MARK}.10`]: "print(x, 10)",
    [`added.ch.${MARK}.2`]: "print(x)",
    [`cell.other.${MARK}`]: "x = 3",
    "listing.hopfield.energy": "def energy(W, x):\n    return 0\n",
    "ch.rate": '0,5 "half"',
    "ch.momentum": "def momentum(g):\n    return momentum.beta * np.momentum(g)\n",
  });
  assert.deepEqual(sources(made), [
    "text",
    "x = 2",
    "print(x)",
    "print(x, 10)",
    "source(energy)",
    "# your version of hopfield.energy\ndef energy(W, x):\n    return 0",
    'exercises.rate.check("0,5 \\"half\\"")  # your number, between the quotes',
    "def my_momentum(g):\n    return my_momentum.beta * np.momentum(g)",
    "exercises.momentum.check(my_momentum)\n# exercises.momentum.use(my_momentum)",
  ]);
  assert.deepEqual(made.cells[1], { cell_type: "code", metadata: {}, source: "x = 2", outputs: [], execution_count: null });
  assert.equal(JSON.stringify(BOOK), before);
});

test("cells that were added come in their order", () => {
  const names = ["added.ch.m.2", "added.ch.m.10", "added.ch.mm.1", "added.ch.m.0", "cell.ch.m"];
  assert.deepEqual(addedAfter(names, "ch", "m"), ["added.ch.m.0", "added.ch.m.2", "added.ch.m.10"]);
});

test("a link carries a version, whatever is in it", () => {
  const text = 'def f(x):\n    return "Ω ≠ </script>"  # 中文\n';
  const link = codeLink("optimizers.sgd,optimizers.adam", text);
  assert.match(link, /^#change:[\w.,]+:[\w-]+$/);
  assert.deepEqual(codeIn(link), { names: "optimizers.sgd,optimizers.adam", text });
});

for (const hash of ["", "#race", "#change:", "#change:a:", "#change:a:!", "#change:a b:YQ", "#change:a:____", `#change:a:${"YQ".repeat(30000)}`])
  test(`no version comes with ${hash.slice(0, 20)}`, () => assert.equal(codeIn(hash), null));
