// The view of a lab and all that it stands on know their root element alone: so the same stands in a notebook.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const WEB = new URL("../../nbhelpers/lab/web/", import.meta.url);
const THEIRS = /(?<![.\w])(document\.(?!createElement|implementation)|location\b|history\b)/;

/** A script and all that it imports, now or when it is first used: their names. */
function reached(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const [, other] of code(name).matchAll(/(?:from|import|import\()\s*"\.\/([\w-]+\.js)"/g)) reached(other, found);
  return found;
}

/** The text of a script without its comments. */
const code = (name) => readFileSync(new URL(name, WEB), "utf8").replace(/\/\*.*?\*\//gs, "").replace(/\/\/ .*/g, "");

test("neither the view nor a reader's actions reach for the page", () => {
  const scripts = ["view.js", "actions.js", "stage.js"].flatMap((name) => [...reached(name)]);
  assert.ok(scripts.includes("fullscreen.js") && scripts.includes("grid.js"));
  assert.deepEqual([...new Set(scripts)].filter((name) => THEIRS.test(code(name))), []);
});

test("the address of a page does", () => assert.match(code("page-address.js"), THEIRS));
