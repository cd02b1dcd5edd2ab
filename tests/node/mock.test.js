// `createMock` as a test of a user's has it.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { check, createMock, MocksError } from "../../dist/node.js";
import { temporaryFolder } from "../http/support/server.js";

const HELLO =
  "- endpoint: {path: /hello/:name, response: {body: 'Hello, {{path-params.name}}!'}}\n";
const WRONG = "- endpoint: {path: /a, repsonse: {body: a}}\n";

/** A mock that is closed when the test `t` ends. */
function mocking(t, mocks, options) {
  const mock = createMock(mocks, options);
  t.after(() => mock.close());
  return mock;
}

const textOf = async (mock, path) => (await mock.fetch(path)).text();

describe("mocks are given", () => {
  const value = [
    { endpoint: { path: "/hello/:name", response: { body: "Hello, {{path-params.name}}!" } } },
  ];
  for (const [as, mocks] of Object.entries({ text: HELLO, value, item: value[0] })) {
    test(`as a ${as}`, async (t) => {
      assert.equal(await textOf(mocking(t, mocks), "/hello/ana"), "Hello, ana!");
    });
  }

  test("as a file's name or URL, which a mistake names", async (t) => {
    const path = join(await temporaryFolder(t), "mine.yml");
    await writeFile(path, HELLO);
    for (const mocks of [path, pathToFileURL(path)]) {
      assert.equal(await textOf(mocking(t, mocks), "/hello/ana"), "Hello, ana!");
    }
    await writeFile(path, WRONG);
    assert.throws(() => createMock(pathToFileURL(path)), /mine\.yml:1:24/);
  });

  test("and a file that is not there is told", () => {
    assert.throws(() => createMock("none.yml"), /none\.yml can't be read: there is none/);
  });
});

describe("wrong mocks", () => {
  test("throw a MocksError with the drawing and the diagnostics", () => {
    const error = caught(WRONG);
    assert.ok(error instanceof MocksError);
    assert.match(error.message, /did you mean `response`/);
    assert.match(error.drawing, /^error\[unknown-key\][^]*mocks:1:24/);
    const [{ code, line, column }] = error.diagnostics;
    assert.deepEqual({ code, line, column }, { code: "unknown-key", line: 1, column: 24 });
  });

  test("are told by `check`, which never throws for them", () => {
    assert.equal(check(HELLO).ok, true);
    const { ok, drawing } = check(WRONG, { name: "mine.yml" });
    assert.equal(ok, false);
    assert.match(drawing, /mine\.yml:1:24/);
  });

  test("are refused by `update`, and the last ones go on", async (t) => {
    const mock = mocking(t, HELLO);
    assert.throws(() => mock.update(WRONG), MocksError);
    assert.equal(await textOf(mock, "/hello/ana"), "Hello, ana!");
    mock.update("- endpoint: {path: /new, response: {body: new}}\n");
    assert.equal(await textOf(mock, "/new"), "new");
    assert.equal((await mock.fetch("/hello/ana")).status, 404);
    assert.equal(mock.endpointCount, 1);
  });
});

/** What is thrown for mocks. */
function caught(mocks) {
  try {
    createMock(mocks);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("a mock", () => {
  test("answers a path, a URL, a Request, and what `fetch` takes", async (t) => {
    const mock = mocking(
      t,
      "- endpoint: {method: POST, path: /a, response: {body: '{{json-params.n}}'}}\n",
    );
    const init = {
      method: "POST",
      body: '{"n": 7}',
      headers: { "content-type": "application/json" },
    };
    const url = "https://any.example/a#part";
    for (const input of ["/a", url, new URL(url)]) {
      assert.equal(await (await mock.fetch(input, init)).text(), "7");
    }
    assert.equal(await (await mock.fetch(new Request(url, init))).text(), "7");
  });

  test("repeats all chance by its seed, from the first request on", async (t) => {
    const mocks = "- endpoint: {path: /r, response: {body: '{{uuid}} {{random(1, 1000000)}}'}}\n";
    const first = async (seed) => {
      const mock = mocking(t, mocks, { seed });
      return [await textOf(mock, "/r"), await textOf(mock, "/r")];
    };
    assert.deepEqual(await first("a"), await first("a"));
    assert.notDeepEqual(await first("a"), await first("b"));
    assert.notDeepEqual(await first(undefined), await first(undefined));
    const [one, two] = await first(1);
    assert.notEqual(one, two);
  });

  test("tells of each request, and keeps on when a listener throws", async (t) => {
    const mock = mocking(t, HELLO);
    const heard = [];
    t.mock.method(console, "error", () => {});
    mock.on("request", () => {
      throw new Error("a listener's own");
    });
    const end = mock.on("request", (event) => heard.push(event));
    await mock.fetch("/hello/ana?x=1");
    await mock.fetch("/none");
    end();
    await mock.fetch("/hello/bo");
    const [{ ms, line, ...told }, unmatched, ...more] = heard;
    assert.deepEqual(told, {
      method: "GET",
      url: "http://localhost/hello/ana?x=1",
      status: 200,
      endpoint: { method: "GET", path: "/hello/:name" },
      refusal: null,
    });
    assert.ok(Number.isInteger(ms));
    assert.match(line, /^GET \/hello\/ana {2}200 {2}GET \/hello\/:name {2}\d+ ms$/);
    assert.deepEqual([unmatched.status, unmatched.endpoint, more], [404, null, []]);
  });

  test("waits for its latency, and `close` gives what waits at once", async (t) => {
    const mock = createMock("- endpoint: {path: /s, latency: 1h, response: {body: slow}}\n");
    const answer = mock.fetch("/s");
    const first = await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 50))]);
    assert.equal(first, undefined);
    await mock.close();
    assert.equal(await (await answer).text(), "slow");
    t.diagnostic("one hour of latency did not hold the test");
  });

  test("refuses an option that it does not know", () => {
    assert.throws(() => createMock(HELLO, { sede: 1 }), /`sede` is not an option/);
  });

  test("refuses a value that an option can't have", (t) => {
    const wrong = [
      [{ name: 5 }, /`name` must be a text, not 5/],
      [{ name: null }, /`name` must be a text, not null/],
      [{ env: null }, /`env` must be an object of texts, not null/],
      [{ env: ["A"] }, /`env` must be an object of texts, not A/],
      [{ env: { A: 1 } }, /`env` holds texts, but A is 1: write "1"/],
      [{ fetch: "https://a.example" }, /`fetch` must be a function/],
      [{ fetch: null }, /`fetch` must be a function/],
    ];
    for (const [options, expected] of wrong) {
      assert.throws(() => createMock(HELLO, options), expected, JSON.stringify(options));
    }
    assert.throws(() => check(HELLO, { name: 5 }), /`name` must be a text, not 5/);
    const mock = mocking(t, HELLO);
    assert.throws(
      () => mock.install({ origins: "https://a.example" }),
      /`origins` must be a list of texts, not "https:\/\/a\.example"/,
    );
  });

  test("serves its own paths: health, and the history", async (t) => {
    const mock = mocking(t, HELLO);
    const health = await (await mock.fetch("/__wasmock/health")).json();
    assert.deepEqual([health.status, health.endpoints], ["ok", 1]);
    assert.deepEqual(await (await mock.fetch("/__wasmock/webhooks")).json(), {
      webhooks: [],
      next: null,
    });
  });
});
