// Value by value: the JSON Schema for editors takes what the engine takes, and its examples are right.

import assert from "node:assert/strict";
import { test } from "node:test";
import { changes, whole } from "./changes.js";
import { errorsOf, faults, schema } from "./support.js";
import { isUnseen } from "./unseen.js";

test("a file with every key is taken by both", async () => {
  assert.deepEqual(faults(whole), []);
  assert.deepEqual(await errorsOf(JSON.stringify(whole)), []);
  const { endpoint, settings, response, webhook, subscription, verify } = schema.definitions;
  const [first, second] = whole;
  const verifying = whole.map((item) => item.endpoint?.verify).filter(Boolean);
  const subscriptions = whole.filter((item) => item.webhook).map((item) => item.webhook);
  sameKeys({ ...first.endpoint, ...second.endpoint, verify: {} }, endpoint);
  sameKeys(Object.assign({}, ...verifying), verify);
  sameKeys(first.endpoint.response, response);
  sameKeys(first.endpoint.webhook[0], webhook);
  sameKeys(Object.assign({}, ...subscriptions), subscription);
  sameKeys(whole.at(-1).settings, settings);
});

const sameKeys = (map, { properties }) =>
  assert.deepEqual(Object.keys(map).sort(), Object.keys(properties).sort());

test("whatever value is put in a place, both take it or both refuse it", async () => {
  const differences = [];
  let refused = 0;
  for (const { place, value, items } of changes()) {
    const errors = await errorsOf(JSON.stringify(items));
    const seen = errors.filter((error) => !isUnseen(error));
    const isRefused = faults(items).length > 0;
    if (isRefused !== seen.length > 0) differences.push([place, value, errors, faults(items)]);
    if (isRefused) refused += 1;
  }
  assert.deepEqual(differences.slice(0, 5), [], `${differences.length} differences`);
  assert.ok(refused > 1000);
});

test("every example and every default is valid where it stands", () => {
  let count = 0;
  for (const { pointer, part } of parts(schema)) {
    const shown = [...(part.examples ?? []), ...("default" in part ? [part.default] : [])];
    for (const value of shown) {
      assert.deepEqual(faults(value, pointer), [], `${pointer}: ${JSON.stringify(value)}`);
    }
    count += shown.length;
  }
  assert.ok(count > 50);
});

/** The schema and every schema within it, each with its JSON pointer. */
function* parts(part, pointer = "") {
  yield { pointer, part };
  for (const key of ["properties", "definitions"].filter((key) => key in part)) {
    for (const name of Object.keys(part[key])) {
      yield* parts(part[key][name], `${pointer}/${key}/${name}`);
    }
  }
  for (const i of (part.anyOf ?? []).keys()) yield* parts(part.anyOf[i], `${pointer}/anyOf/${i}`);
}
