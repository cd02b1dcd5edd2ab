// `wasmock serve` as a user meets it.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { inCheckout } from "../../scripts/local/checkout.js";
import { send } from "../http/support/client.js";
import { hello, needFollowed, saying, WRONG } from "../http/support/hello.js";
import { sinkOf } from "../play/sink.js";
import { folderWith, run, serving } from "./support/command.js";

const folderSaying = (t, text) => folderWith(t, { "mocks.yml": saying(text) });

describe("wasmock serve refuses", { concurrency: 2 }, () => {
  test("a wrong file, with its mistakes drawn", async (t) => {
    const folder = await folderWith(t, { "mocks.yml": WRONG });
    const { code, out, err } = await run(t, folder, ["serve", "--port", "0"]);
    assert.deepEqual([code, out], [1, ""]);
    assert.match(err, /^error\[unknown-key\][^]*mocks\.yml:3:5/);
    assert.deepEqual(await readdir(folder), ["mocks.yml"]);
  });

  const table = [
    ["a file that is not there", ["none.yml"], 1, /none\.yml does not exist.*wasmock init/],
    ["a folder", ["."], 1, /is a folder/],
    ["what comes in", ["-"], 2, /wants the name of a file/],
    ["a port that is none", ["--port", "many"], 2, /--port` wants a number.*`many`\n.*--help/],
    ["an address of another machine", ["--host", "192.0.2.1"], 1, /192\.0\.2\.1 is no address of/],
    ["an option it does not know", ["--prot=1"], 2, /`--prot`: did you mean `--port`\?/],
    ["an option without its value", ["--port"], 2, /`--port` wants a value/],
    ["a value where none is wanted", ["--watch=no"], 2, /`--watch` takes no value/],
    ["two files", ["mocks.yml", "b.yml"], 2, /`b\.yml` is one argument too many/],
    [
      "a folder of the state that is a file",
      ["--port=0", "--state", "mocks.yml"],
      1,
      /--state DIR/,
    ],
  ];
  for (const [what, args, wanted, message] of table) {
    test(what, async (t) => {
      const { code, out, err } = await run(t, await folderSaying(t, "x"), ["serve", ...args]);
      assert.deepEqual([code, out], [wanted, ""]);
      assert.match(err, message);
      assert.doesNotMatch(err, / {4}at /, "no stack");
    });
  }

  test("a port in use, and sends no webhook then", async (t) => {
    const folder = await folderSaying(t, "one");
    const { port } = await serving(t, folder);
    const { code, err } = await run(t, folder, ["serve", "--port", String(port)]);
    assert.equal(code, 1);
    assert.equal(
      err,
      `port ${port} is in use: end the other program, or take another with --port N (0: any free one)\n`,
    );
  });
});

describe("wasmock serve", { concurrency: 2 }, () => {
  test("says what it serves, and a line for each request and webhook", async (t) => {
    const webhook = '{name: told, url: "http://127.0.0.1:9/", sleep-time: 0}';
    const mocks = `${saying("x")}    webhook: ${webhook}\n`;
    const command = await serving(t, await folderWith(t, { "mocks.yml": mocks }));
    assert.equal(
      command.out(),
      `
  wasmock serves mocks.yml
  1 endpoint at http://127.0.0.1:${command.port}
  Look around at http://127.0.0.1:${command.port}/__wasmock/
  Change the file and it is taken up. Ctrl-C ends it.

`,
    );
    await hello(command);
    await send(command.port, { path: "/none?secret" });
    await command.sees(/webhook told failed:/);
    await command.sees(/GET \/none/); // a line may come a little after the answer
    const lines = command.out().trim().split("\n").slice(5);
    const time = String.raw`^\d\d:\d\d:\d\d `;
    assert.match(lines[0], new RegExp(`${time}GET /hello {2}200 {2}GET /hello {2}\\d+ ms$`));
    assert.match(lines[1], new RegExp(`${time}webhook told planned: POST http://127.0.0.1:9/ now`));
    assert.ok(
      lines.some((line) => /GET \/none {2}404 {2}no endpoint/.test(line)),
      command.out(),
    );
    assert.equal(command.err(), "");
  });

  test("the page and its files, and the data to this machine's own pages only", async (t) => {
    const { port } = await serving(t, await folderSaying(t, "x"));
    for (const name of readdirSync(inCheckout("www")).filter((name) => !name.startsWith("."))) {
      const { status, body } = await send(port, { path: `/__wasmock/${name}` });
      assert.equal(status, 200, name);
      assert.equal(body, readFileSync(inCheckout("www", name), "utf8"), name);
    }
    const status = async (path, headers) => (await send(port, { path, headers })).status;
    assert.equal(await status("/__wasmock/"), 200);
    assert.equal(await status("/__wasmock/none.js"), 404);
    assert.equal(await status("/__wasmock/constructor"), 404);
    assert.equal(await status("/__wasmock/endpoints"), 200);
    assert.equal(await status("/__wasmock/endpoints", { Host: "rebound.example" }), 403);
    assert.equal(await status("/__wasmock/endpoints", { Origin: "https://other.example" }), 403);
  });

  test("repeats all chance by --seed, and sends its webhooks at every start", async (t) => {
    const sink = await sinkOf(t);
    const webhook = `{url: "${sink.url}/", sleep-time: 0}`;
    const mocks = `${saying('"{{uuid}}"')}    webhook: ${webhook}\n`;
    const folder = await folderWith(t, { "mocks.yml": mocks });
    const first = async (seed) => hello(await serving(t, folder, ["--seed", seed]));
    const one = await first("a");
    assert.equal(await first("a"), one);
    assert.notEqual(await first("b"), one);
    assert.ok(await sink.until((arrivals) => arrivals.length === 3));
  });

  test("shows the file's warnings, and gives webhooks the environment's secrets", async (t) => {
    const sink = await sinkOf(t);
    const webhook = (name) =>
      `      - {url: "${sink.url}/", sleep-time: 0, headers: {X-Key: "$env:${name}"}}\n`;
    const mocks = `${saying("x")}    webhooks:\n${webhook("SHOP_KEY")}${webhook("SHOP_UNSET")}`;
    const folder = await folderWith(t, { "mocks.yml": mocks });
    const command = await serving(t, folder, [], { env: { SHOP_KEY: "k3y" } });
    await command.sees(/SHOP_UNSET/);
    assert.doesNotMatch(command.err(), /SHOP_KEY/);
    await hello(command);
    await command.sees(/failed: .*SHOP_UNSET/);
    assert.ok(await sink.until((arrivals) => arrivals.length > 0));
    assert.deepEqual(
      sink.arrivals.map(({ headers }) => headers["x-key"]),
      [["k3y"]],
    );
  });
});

describe("a changed file", { concurrency: 2 }, () => {
  test("is taken up without a restart; while it is wrong, the last good one goes on", async (t) => {
    const folder = await folderSaying(t, "one");
    await needFollowed(await serving(t, folder), folder);
  });

  test("is left with --no-watch", async (t) => {
    const folder = await folderSaying(t, "one");
    const [still, watching] = [await serving(t, folder, ["--no-watch"]), await serving(t, folder)];
    assert.match(still.out(), /^ {2}Ctrl-C ends it\.$/m);
    await writeFile(join(folder, "mocks.yml"), saying("two"));
    await watching.sees("reloaded");
    assert.equal(await hello(still), "one");
  });
});

describe("wasmock serve ends", { concurrency: 2 }, () => {
  for (const signal of ["SIGINT", "SIGTERM"]) {
    test(`on ${signal}, at once, whatever it is doing`, async (t) => {
      const mocks = `- endpoint: {path: /slow, latency: 1h, response: {body: x}}\n${saying("x")}`;
      const command = await serving(t, await folderWith(t, { "mocks.yml": mocks }));
      const waiting = send(command.port, { path: "/slow" }).then(
        () => "answered",
        () => "ended",
      );
      await hello(command);
      assert.equal(await command.kill(signal), 0);
      assert.equal(await waiting, "ended");
      assert.equal(command.err(), "");
    });
  }
});

test("the state lies in a folder that version control leaves alone, or where --state says", async (t) => {
  const folder = await folderSaying(t, "x");
  await (await serving(t, folder)).kill("SIGINT");
  assert.match(
    (await readdir(join(folder, ".wasmock"))).join(),
    /^\.gitignore,mocks\.yml-[0-9a-f]{10}\.sqlite$/,
  );
  assert.equal(await readFile(join(folder, ".wasmock/.gitignore"), "utf8"), "*\n");
  await (await serving(t, folder, ["--state", "kept/here"])).kill("SIGINT");
  assert.equal((await readdir(join(folder, "kept/here"))).length, 2);
});

test("a state that is no database is told, and not touched", async (t) => {
  const folder = await folderSaying(t, "x");
  await (await serving(t, folder)).kill("SIGINT");
  const [file] = (await readdir(join(folder, ".wasmock"))).filter((name) =>
    name.endsWith(".sqlite"),
  );
  const path = join(folder, ".wasmock", file);
  await writeFile(path, "not a database, but long enough to be looked at by SQLite".repeat(20));
  const { code, err } = await run(t, folder, ["serve", "--port", "0"]);
  assert.equal(code, 1);
  assert.match(err, /webhooks can't be kept in .*\.sqlite: .*not a database\n.*move it away/);
});

test("a Node without SQLite serves all the same, and says what is missing", async (t) => {
  const folder = await folderSaying(t, "x");
  const command = await serving(t, folder, [], { node: ["--no-experimental-sqlite"] });
  assert.equal(await hello(command), "x");
  assert.match(command.err(), /^this Node \(v\S+\) has no SQLite: webhooks that wait are lost/);
  assert.equal(command.err().trim().split("\n").length, 1);
});
