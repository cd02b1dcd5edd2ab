// What `npm test` makes of a runner's last words: it must not call a silence a success.

import assert from "node:assert/strict";
import { test } from "node:test";
import { cargoTests, nodeTests, oneCheck } from "../../scripts/test/closing.js";
import { verdict } from "../../scripts/test/run.js";
import { table } from "../../scripts/test/table.js";

const cargo = (passed, failed, ignored) =>
  `test result: ok. ${passed} passed; ${failed} failed; ${ignored} ignored; 0 measured; 0 filtered out\n`;
const node = "ℹ tests 9\nℹ pass 5\nℹ fail 1\nℹ cancelled 1\nℹ skipped 2\nℹ todo 0\n";

const closings = [
  ["every binary of cargo test", cargoTests, cargo(2, 0, 1) + cargo(3, 1, 0), [5, 1, 1]],
  ["cargo test that stopped early", cargoTests, "error: could not compile\n", undefined],
  ["node --test", nodeTests, node, [5, 2, 2]],
  [
    "node --test with groups skipped whole",
    nodeTests,
    `  ﹣ in firefox (0.1ms) # none\n  ﹣ in chromium (0.1ms) # none\n${node.replace("skipped 2", "skipped 0")}`,
    [5, 2, 2],
  ],
  ["node --test cut short", nodeTests, "ℹ pass 5\n", undefined],
  ["a linter", oneCheck(/^Finished/m), "Finished dev\n", [1, 0, 0]],
  ["a linter that said nothing", oneCheck(/^Finished/m), "", undefined],
];
for (const [what, closing, output, wanted] of closings) {
  test(what, () => {
    const counts = closing(output, 0);
    assert.deepEqual(counts && [counts.passed, counts.failed, counts.skipped], wanted);
  });
}

const verdicts = [
  ["all passed", { passed: 2, failed: 0, skipped: 0 }, 0, 0],
  ["one failed", { passed: 2, failed: 1, skipped: 0 }, 1, 1],
  ["no closing line", undefined, 0, 1],
  ["nothing run", { passed: 0, failed: 0, skipped: 0 }, 0, 1],
  ["everything skipped", { passed: 0, failed: 0, skipped: 3 }, 0, 0],
  ["a bad exit code alone", { passed: 2, failed: 0, skipped: 0 }, 101, 1],
];
for (const [what, counts, exitCode, failed] of verdicts) {
  test(`${what}: ${failed} failed`, () => assert.equal(verdict(counts, exitCode).failed, failed));
}

test("the table ends with the sum alone", () => {
  const rows = [
    { name: "core", passed: 5, failed: 1, skipped: 0, note: "" },
    { name: "http", passed: 2, failed: 0, skipped: 1, note: "" },
  ];
  assert.equal(table(rows).split("\n").at(-1), "7 passed, 1 failed, 1 skipped");
});
