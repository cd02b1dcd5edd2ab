// `npm start` as a user meets it.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { send } from "./support/client.js";
import { hello, needFollowed, saying, WRONG } from "./support/hello.js";
import { launch, launchServing } from "./support/launcher.js";
import { temporaryFolder } from "./support/server.js";
import { sinkOf, until } from "../play/sink.js";

/** A folder with a mocks file in it. */
async function folderWith(t, text, name = "mocks.yml") {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, name), text);
  return folder;
}

/** Whether a server of `saying("x")` has left its port, which another program may have taken by now. */
const isFree = (launcher) =>
  hello(launcher).then(
    (body) => body !== "x",
    () => true,
  );

describe("npm start refuses", { concurrency: true }, () => {
  test("a wrong file, with its mistakes drawn", async (t) => {
    const folder = await folderWith(t, WRONG);
    const launcher = launch(t, folder, ["--mocks", "mocks.yml", "--port", "0"]);
    assert.equal(await launcher.ended, 1);
    assert.match(launcher.err(), /error\[unknown-key\][^]*mocks\.yml:3:5/);
    assert.equal(launcher.out(), "");
  });

  const folderless = [
    ["an option it does not know", ["--prot", "1"], 2, /--prot[^]*Usage/],
    ["a port that is none", ["--port", "many"], 2, /--port wants a number[^]*Usage/],
    ["a file that is not there", ["--mocks", "none.yml"], 1, /none\.yml does not exist/],
    [
      "an address of another machine",
      ["--host", "192.0.2.1", "--mocks", "mocks.yml"],
      1,
      /192\.0\.2\.1/,
    ],
  ];
  for (const [what, args, code, message] of folderless) {
    test(what, async (t) => {
      const launcher = launch(t, await folderWith(t, saying("x")), args);
      assert.equal(await launcher.ended, code);
      assert.match(launcher.err(), message);
    });
  }

  test("a port in use", async (t) => {
    const folder = await folderWith(t, saying("one"));
    await writeFile(join(folder, "other.yml"), saying("other"));
    const { port } = await launchServing(t, folder);
    const second = launch(t, folder, ["--mocks", "other.yml", "--port", String(port)]);
    assert.equal(await second.ended, 1);
    assert.match(second.err(), new RegExp(`port ${port} is in use`));
  });

  test("a file that is served already", async (t) => {
    const folder = await folderWith(t, saying("one"));
    const { port } = await launchServing(t, folder);
    const second = launch(t, folder, ["--mocks", "mocks.yml", "--port", "0"]);
    assert.equal(await second.ended, 1);
    assert.match(second.err(), new RegExp(`already served at http://127.0.0.1:${port} `));
  });
});

describe("npm start serves", { concurrency: true }, () => {
  test("the file that is named from where the user stands", async (t) => {
    const folder = await folderWith(t, saying("from here"), "mine.yml");
    const launcher = await launchServing(t, folder, "mine.yml", { npm: true });
    assert.equal(await hello(launcher), "from here");
    assert.match(launcher.out(), /1 endpoint at http:\/\/127\.0\.0\.1:\d+/);
  });

  test("with a line for each request", async (t) => {
    const launcher = await launchServing(t, await folderWith(t, saying("x")));
    await hello(launcher);
    await launcher.sees(/^\d\d:\d\d:\d\d GET \/hello {2}200 {2}.*\d+ ms$/m);
  });

  test("with the secrets of .dev.vars beside the file", async (t) => {
    const sink = await sinkOf(t);
    const webhook = `{url: "${sink.url}/", sleep-time: 0, headers: {X-Key: $env:SHOP_KEY}}`;
    const mocks = `- endpoint: {path: /, response: {body: ok}, webhook: ${webhook}}\n`;
    const folder = await folderWith(t, mocks);
    await writeFile(join(folder, ".dev.vars"), `SHOP_KEY="a 'b' = c"\n`);
    const { port } = await launchServing(t, folder);
    await send(port, { path: "/" });
    assert.ok(await sink.until((arrivals) => arrivals.length === 1));
    assert.deepEqual(sink.arrivals[0].headers["x-key"], ["a 'b' = c"]);
  });

  test("a changed file without a restart, and the last good one when it is wrong", async (t) => {
    const folder = await folderWith(t, saying("one"));
    await needFollowed(await launchServing(t, folder), folder);
  });
});

describe("npm start ends", { concurrency: true }, () => {
  for (const signal of ["SIGINT", "SIGTERM"]) {
    test(`on ${signal} to all of it, with the port free`, async (t) => {
      const launcher = await launchServing(t, await folderWith(t, saying("x")));
      assert.equal(await launcher.kill(signal), 0);
      assert.ok(await isFree(launcher));
      assert.equal(launcher.err(), "");
    });
  }

  test("with nothing left over, when it alone is killed", async (t) => {
    const launcher = await launchServing(t, await folderWith(t, saying("x")));
    await launcher.kill("SIGKILL", false);
    assert.ok(await until(() => isFree(launcher)));
  });
});
