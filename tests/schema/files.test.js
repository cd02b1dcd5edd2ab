// What the JSON Schema for editors says of every mocks file that the project has, beside what the
// engine says of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inCheckout } from "../../scripts/local/checkout.js";
import { readCase } from "../play/case.js";
import {
  comparedItems,
  documentsOf,
  errorsOf,
  faults,
  filesIn,
  textOf,
  yamlIn,
} from "./support.js";
import { isUnseen, listedPlaces, syntaxCodes, unseenCases } from "./unseen.js";

const cases = yamlIn("tests/cases").map((file) =>
  readCase(inCheckout("tests/cases", file), "http://127.0.0.1:4000"),
);
const served = cases.filter((one) => !one.refused);
const refused = cases.filter((one) => one.refused);
const drawn = yamlIn("tests/diagnostics").map((file) => ({
  file,
  mocks: textOf(`tests/diagnostics/${file}`),
}));

/** What the schema finds in a file: of each document, as an editor does. */
const faultsOf = (text) => documentsOf(text).flatMap(({ value }) => faults(value));

test("every case that is served is valid", () => {
  assert.ok(served.length > 60);
  for (const { file, mocks } of served) assert.deepEqual(faultsOf(mocks), [], file);
});

test("the files to begin from are valid", () => {
  const files = ["mocks.yml", ...yamlIn("examples").map((name) => `examples/${name}`)];
  assert.ok(files.length > 2);
  for (const file of files) assert.deepEqual(faultsOf(textOf(file)), [], file);
});

test("the mocks in the documentation are valid", () => {
  const systems = filesIn("docs/webhooks", ".md").map((name) => `webhooks/${name}`);
  const files = ["mocks-file.md", "expressions.md", "webhooks.md", ...systems];
  const pages = ["README.md", ...files.map((name) => `docs/${name}`)].map(textOf);
  const blocks = pages.flatMap((page) => [...page.matchAll(/^```yaml\n(.*?)^```$/gms)]);
  const found = blocks.map(([, text]) => text).filter((text) => text.startsWith("- "));
  assert.ok(found.length > 15);
  for (const text of found) assert.deepEqual(faultsOf(text), [], text);
});

test("what the engine refuses the schema refuses too, item by item, but for what is listed", async () => {
  let compared = 0;
  for (const { file, mocks } of [...refused, ...drawn].filter(isReadable)) {
    for (const { line, faults, errors } of await comparedItems(mocks)) {
      const seen = errors.filter((error) => !isUnseen(error, file));
      const codes = JSON.stringify(seen.map(({ code }) => code));
      assert.equal(faults.length > 0, seen.length > 0, `${file}:${line}: ${codes} ${faults}`);
      compared += seen.length;
    }
  }
  assert.ok(compared > 100);
});

const isList = ({ value }) => value === null || Array.isArray(value);
const isReadable = ({ mocks }) => documentsOf(mocks)?.every(isList);

test("a file that is no list of items is refused", () => {
  const others = [...refused, ...drawn].filter(({ mocks }) => documentsOf(mocks));
  const noLists = others.filter((one) => !isReadable(one));
  assert.ok(noLists.length > 1);
  for (const { file, mocks } of noLists) assert.notDeepEqual(faultsOf(mocks), [], file);
});

test("what an editor's reader of YAML refuses the engine refuses for its YAML", async () => {
  const unread = [...refused, ...drawn].filter(({ mocks }) => !documentsOf(mocks));
  assert.ok(unread.length > 5);
  for (const { file, mocks } of unread) {
    const codes = (await errorsOf(mocks)).map(({ code }) => code);
    assert.ok(
      codes.some((code) => syntaxCodes.includes(code)),
      file,
    );
  }
});

test("the refused cases that a schema does not see are those that are listed", () => {
  const unseen = refused.filter(({ mocks }) => documentsOf(mocks) && faultsOf(mocks).length === 0);
  assert.deepEqual(
    unseen.map(({ file }) => file),
    Object.keys(unseenCases),
  );
});

test("every place that is listed has a mistake", async () => {
  const places = [];
  for (const { file, mocks } of refused) {
    places.push(...(await errorsOf(mocks)).map(({ line }) => `${file}:${line}`));
  }
  for (const place of listedPlaces) assert.ok(places.includes(place), place);
});
