// `npm run deploy`, as far as it goes without an account.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { inCheckout } from "../../scripts/local/checkout.js";
import { temporaryFolder } from "./support/server.js";
import { plain } from "../play/environment.js";

/** Runs the command in a folder that holds a mocks file `mine.yml`. */
async function deploy(t, mocks, ...options) {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, "mine.yml"), mocks);
  const args = [inCheckout("scripts/deploy.js"), ...options];
  const env = { ...plain(), INIT_CWD: folder };
  return { folder, ...spawnSync(process.execPath, args, { cwd: folder, env, encoding: "utf8" }) };
}

test("a dry run bundles the Worker with the mocks file", async (t) => {
  const mocks = "- endpoint: {path: /a, response: {body: from-mine}}\n";
  const { status, stdout, stderr, folder } = await deploy(
    t,
    mocks,
    "--mocks",
    "mine.yml",
    "--dry-run",
    "--outdir",
    "out",
  );
  assert.equal(status, 0, stdout + stderr);
  assert.match(stdout, /Total Upload: .*gzip/);
  assert.match(stdout, /SCHEDULER/);
  const files = await readdir(join(folder, "out"));
  assert.ok(
    files.some((name) => name.endsWith(".yml")) && files.some((name) => name.endsWith(".wasm")),
    files.join(),
  );
});

test("a wrong file is refused before wrangler runs", async (t) => {
  const wrong = "- endpoint: {path: /a, repsonse: 1}\n";
  const { status, stdout, stderr } = await deploy(t, wrong, "--mocks=mine.yml", "--dry-run");
  assert.equal(status, 1);
  assert.match(stderr, /error\[unknown-key\]/);
  assert.equal(stdout, "");
});

test("--mocks wants a file", async (t) => {
  const { status, stderr } = await deploy(t, "", "--dry-run", "--mocks");
  assert.equal(status, 2);
  assert.match(stderr, /--mocks wants a file/);
});
