// A page is outdated if the book's own page names other files by now.

import assert from "node:assert/strict";
import test from "node:test";
import { Outdated, causeOf, remedy } from "../../nbhelpers/lab/web/edition.js";

const FAILED = new Error("404");
const OURS = '<html data-content_root="./"><figure data-record="labs/race.0123456789.json">';

for (const [page, record, outdated] of [
  [OURS, "labs/race.0123456789.json", false],
  [OURS, "labs/race.abcdef0123.json", true],
  ["<html><h1>Log in</h1>", "labs/race.abcdef0123.json", false],
  [null, "labs/race.abcdef0123.json", false],
]) {
  test(`${record} with ${page ?? "no page"} is ${outdated ? "outdated" : "a failure"}`, async (context) => {
    globalThis.location = { href: "https://book/page.html" };
    context.mock.method(globalThis, "fetch", async () => {
      if (page === null) throw new Error("offline");
      return new Response(page);
    });
    const cause = await causeOf(FAILED, record);
    assert.equal(cause instanceof Outdated, outdated);
    if (!outdated) assert.equal(cause, FAILED);
  });
}

test("an outdated page is loaded again, any other failure is tried again", () => {
  const again = () => {};
  assert.deepEqual(remedy(FAILED, again), [again, "Try again"]);
  assert.equal(remedy(new Outdated("new"), again)[1], "Reload");
});
