// What a program that a test starts is told of colours.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { plain } from "./environment.js";

test("a program writes no colours, and no word about them, though its runner is to", () => {
  const asked = { ...process.env, FORCE_COLOR: "1", NODE_OPTIONS: "--trace-warnings" };
  const options = { env: plain(asked), encoding: "utf8" };
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", "console.log(7)"], options);
  assert.deepEqual([stdout, stderr], ["7\n", ""]);
  assert.equal(plain(asked).PATH, process.env.PATH);
});
