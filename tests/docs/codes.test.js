// The codes of mistakes: the page that lists them has those of the source, and no others.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inCheckout } from "../../scripts/local/checkout.js";

/** Faults that are given in the words of another, whose code it is that is shown. */
const INNER = ["json/syntax.rs", "time/fault.rs"];

/** The engine's own answers, which the page of the mocks file lists. */
const ANSWERS = ["problem.rs"];

/** The reader of the file refuses a path without a slash before, as `wrong-path`. */
const UNSEEN = ["path-without-slash"];

const read = (name) => readFileSync(inCheckout(name), "utf8");

const sources = readdirSync(inCheckout("src"), { recursive: true })
  .filter((name) => name.endsWith(".rs") && ![...INNER, ...ANSWERS].includes(name))
  .map((name) => read(join("src", name)));

/** The texts in the bodies of `fn code`. */
const codesOf = (source) =>
  [
    ...source.matchAll(/^ {4}(?:pub )?fn code\(&self\) -> &'static str \{$(.*?)^ {4}\}$/gms),
  ].flatMap(([, body]) => [...body.matchAll(/"([a-z-]+)"/g)].map(([, code]) => code));

const sorted = (codes) => [...new Set(codes)].sort();

test("the page of mistakes lists their codes", () => {
  const known = sorted(sources.flatMap(codesOf)).filter((code) => !UNSEEN.includes(code));
  assert.ok(known.length > 60, `${known.length} codes are found`);
  const cells = [...read("docs/mistakes.md").matchAll(/^\| (`.*?) \|/gm)];
  const listed = cells.flatMap(([, cell]) => [...cell.matchAll(/`([a-z-]+)`/g)]);
  assert.deepEqual(sorted(listed.map(([, code]) => code)), known);
});
