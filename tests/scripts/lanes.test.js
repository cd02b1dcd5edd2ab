// Suites that run at once.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inLanes } from "../../scripts/test/lanes.js";

/** Suites by their names, `name/lane` for one of a lane; and what they did, in order. */
function suitesOf(...names) {
  const did = [];
  const open = {};
  const suites = names.map((name) => ({ name, lane: name.split("/")[1] }));
  const run = async ({ name }) => {
    did.push(`begins ${name}`);
    await new Promise((resolve) => (open[name] = resolve));
    did.push(`ends ${name}`);
    return name;
  };
  const end = async (name) => {
    open[name]();
    await new Promise(setImmediate);
  };
  return { suites, run, did, end };
}

test("as many at once as there are lanes, and the results in the suites' order", async () => {
  const { suites, run, did, end } = suitesOf("a", "b", "c");
  const results = inLanes(suites, run, 2);
  assert.deepEqual(did, ["begins a", "begins b"]);
  await end("b");
  assert.deepEqual(did.slice(2), ["ends b", "begins c"]);
  await end("c");
  await end("a");
  assert.deepEqual(await results, ["a", "b", "c"]);
});

test("those of one lane one after the other, and others meanwhile", async () => {
  const { suites, run, did, end } = suitesOf("a/x", "b/x", "c");
  const results = inLanes(suites, run, 3);
  assert.deepEqual(did, ["begins a/x", "begins c"]);
  await end("c");
  await end("a/x");
  assert.deepEqual(did.slice(2), ["ends c", "ends a/x", "begins b/x"]);
  await end("b/x");
  assert.deepEqual(await results, ["a/x", "b/x", "c"]);
});
