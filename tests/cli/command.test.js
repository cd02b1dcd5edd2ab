// The command line itself: help, the version, mistakes in it.

import assert from "node:assert/strict";
import { readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { inCheckout } from "../../scripts/local/checkout.js";
import { CLI, folderWith, run } from "./support/command.js";

const manifest = JSON.parse(await readFile(inCheckout("package.json"), "utf8"));
const COMMANDS = ["serve", "check", "init", "keys", "schema"];

describe("help", () => {
  for (const args of [["--help"], ["-h"], ["help"]]) {
    test(`\`wasmock ${args}\` names every command`, async (t) => {
      const { code, out, err } = await run(t, await folderWith(t), args);
      assert.deepEqual([code, err], [0, ""]);
      for (const name of COMMANDS) assert.match(out, new RegExp(`^ {2}${name} +\\w`, "m"));
    });
  }

  for (const name of COMMANDS) {
    test(`of \`wasmock ${name}\` names every option, however it is asked for`, async (t) => {
      const folder = await folderWith(t);
      const { code, out, err } = await run(t, folder, [name, "--help"]);
      assert.deepEqual([code, err], [0, ""]);
      assert.match(out, new RegExp(`^Usage: wasmock ${name}`, "m"));
      for (const args of [
        [name, "-h"],
        ["help", name],
        [name, "file", "--help", "more"],
      ]) {
        assert.equal((await run(t, folder, args)).out, out, args.join(" "));
      }
      assert.ok(
        out.split("\n").every((line) => line.length <= 100),
        "a line fits the terminal",
      );
    });
  }
});

test("the version is the package's", async (t) => {
  for (const option of ["--version", "-v"]) {
    const { code, out } = await run(t, await folderWith(t), [option]);
    assert.deepEqual([code, out], [0, `${manifest.version}\n`]);
  }
});

describe("a wrong command line ends with 2 and says what to do", () => {
  const table = [
    [[], /^wasmock: a mock API[^]*Usage: wasmock COMMAND/],
    [["srve"], /^there is no command `srve`: did you mean `serve`\?\n`wasmock --help`/],
    [["cehck", "mocks.yml"], /did you mean `check`/],
    [["mocks.yml"], /did you mean `wasmock serve mocks\.yml`/],
    [["deploy"], /^there is no command `deploy`\n`wasmock --help` shows what there is\n$/],
    [["constructor"], /^there is no command `constructor`\n/],
    [["--verison"], /no option `--verison` before a command: did you mean `--version`/],
    [["help", "srve"], /did you mean `serve`/],
    [["check", "--fromat=json"], /`--fromat`: did you mean `--format`\?\n`wasmock check --help`/],
    [["check", "--format", "xml"], /`--format` is text or json, not `xml`/],
    [["schema", "x"], /`x` is one argument too many/],
    [["init", "public"], /`public` is one argument too many/],
    [["init", "--browser"], /`--browser` wants a value/],
    [["init", "--browser", "--force"], /`--browser` wants a value.*`--browser=--force`/],
    [["init", "--toString"], /there is no option `--toString`/],
  ];
  for (const [args, message] of table) {
    test(`wasmock ${args.join(" ")}`, async (t) => {
      const { code, out, err } = await run(t, await folderWith(t), args);
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, message);
    });
  }
});

test("`wasmock schema` prints the package's schema", async (t) => {
  const { code, out, err } = await run(t, await folderWith(t), ["schema"]);
  assert.deepEqual([code, err], [0, ""]);
  assert.equal(out, await readFile(inCheckout("schema/mocks.schema.json"), "utf8"));
});

test("it runs through the link that npm makes of `bin`", async (t) => {
  assert.equal(inCheckout(manifest.bin.wasmock), CLI);
  assert.match(await readFile(CLI, "utf8"), /^#!\/usr\/bin\/env node\n/);
  const folder = await folderWith(t);
  await symlink(CLI, join(folder, "wasmock"));
  const { out } = await run(t, folder, ["schema"], { cli: join(folder, "wasmock") });
  assert.match(JSON.parse(out).$schema, /json-schema/);
});
