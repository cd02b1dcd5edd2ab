// `wasmock check`.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { folderWith, run } from "./support/command.js";

const RIGHT = "- endpoint: {path: /a, response: {body: a}}\n";
const WRONG = "- endpoint: {path: /a, repsonse: {body: a}}\n";
const WARNED = '- endpoint: {path: /a, if: "", response: {body: a}}\n';
const FILES = {
  "mocks.yml": RIGHT,
  "wrong.yml": WRONG,
  "two.yml": RIGHT + RIGHT.replace("/a", "/b"),
};

const check = async (t, args, options) =>
  run(t, await folderWith(t, FILES), ["check", ...args], options);

describe("wasmock check", { concurrency: 2 }, () => {
  test("says of a right file that it is, mocks.yml if none is named", async (t) => {
    const told = { code: 0, out: "mocks.yml: 1 endpoint, no mistakes\n", err: "" };
    assert.deepEqual(await check(t, []), told);
    assert.deepEqual(await check(t, ["mocks.yml"]), told);
  });

  test("draws the mistakes of a wrong one on standard error, and ends with 1", async (t) => {
    const { code, out, err } = await check(t, ["wrong.yml"]);
    assert.deepEqual([code, out], [1, ""]);
    assert.match(err, /^error\[unknown-key\][^]* --> wrong\.yml:1:24\n[^]*did you mean `response`/);
  });

  test("looks at every file, whatever is wrong with another", async (t) => {
    const { code, out, err } = await check(t, ["none.yml", "wrong.yml", "two.yml"]);
    assert.deepEqual([code, out], [1, "two.yml: 2 endpoints, no mistakes\n"]);
    assert.match(err, /none\.yml does not exist[^]*wrong\.yml:1:24/);
  });

  test("reads what comes in", async (t) => {
    assert.equal((await check(t, ["-"], { stdin: RIGHT })).out, "stdin: 1 endpoint, no mistakes\n");
    const { code, err } = await check(t, ["-"], { stdin: WRONG });
    assert.equal(code, 1);
    assert.match(err, / --> stdin:1:24/);
  });

  test("shows warnings, which make no file wrong", async (t) => {
    const folder = await folderWith(t, { "mocks.yml": WARNED });
    const { code, out, err } = await run(t, folder, ["check"]);
    assert.deepEqual([code, out], [0, "mocks.yml: 1 endpoint, 1 warning\n"]);
    assert.match(err, /^warning\[/);
  });

  test("--format json gives a list with an object for each file, and nothing else", async (t) => {
    const { code, out, err } = await check(t, [
      "mocks.yml",
      "wrong.yml",
      "none.yml",
      "--format=json",
    ]);
    assert.deepEqual([code, err], [1, ""]);
    const [right, wrong, none] = JSON.parse(out);
    assert.deepEqual(right, { file: "mocks.yml", ok: true, diagnostics: [] });
    assert.deepEqual([wrong.file, wrong.ok, wrong.diagnostics.length], ["wrong.yml", false, 1]);
    const { code: kind, severity, line, column } = wrong.diagnostics[0];
    assert.deepEqual([kind, severity, line, column], ["unknown-key", "error", 1, 24]);
    assert.deepEqual([none.ok, none.diagnostics[0].code], [false, "unreadable"]);
    assert.deepEqual(Object.keys(none.diagnostics[0]), Object.keys(wrong.diagnostics[0]));
  });
});
