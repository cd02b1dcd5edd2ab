// What goes at the end of a test, and in which order.

import assert from "node:assert/strict";
import { test } from "node:test";
import { atEnd } from "./ends.js";

/** A test that is made up: `end` ends it, as the runner does. */
function made() {
  const afters = [];
  const end = async () => {
    for (const after of afters) await after();
  };
  return { after: (what) => afters.push(what), end };
}

test("what was made last goes first, each when the one before has gone", async () => {
  const t = made();
  const went = [];
  for (const name of ["folder", "server", "page"]) {
    atEnd(t, async () => {
      await new Promise(setImmediate);
      went.push(name);
    });
  }
  await t.end();
  assert.deepEqual(went, ["page", "server", "folder"]);
});

test("one that can't go keeps none of the others, and fails the test", async () => {
  const t = made();
  const went = [];
  atEnd(t, () => void went.push("folder"));
  atEnd(t, () => {
    throw new Error("it hangs");
  });
  atEnd(t, () => Promise.reject(new Error("it was closed")));
  await assert.rejects(t.end(), /it was closed/);
  assert.deepEqual(went, ["folder"]);
});
