// `mock.install()`: `globalThis.fetch` answered.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createMock } from "../../dist/node.js";
import { startSink } from "../play/sink.js";

const MOCKS = `- endpoint: {path: /a, response: {headers: {X-Mocked: "yes"}, body: mocked}}
- endpoint: {host: api.example, path: /b, response: {body: of the host}}
- endpoint: {path: /slow, latency: 1h, response: {body: slow}}
- endpoint: {method: POST, path: /echo, response: {body: "{{json-params.n}}"}}
`;

/** An installed mock, and a server that is really there; all ends with the test `t`. */
async function installed(t, options) {
  const server = await startSink();
  const mock = createMock(MOCKS);
  const restore = mock.install(options);
  t.after(async () => {
    await mock.close();
    await server.end();
  });
  return { mock, server, restore };
}

describe("an installed mock", () => {
  test("answers what its endpoints match, and lets the rest through", async (t) => {
    const { server } = await installed(t);
    const answer = await fetch(`${server.url}/a`);
    assert.equal(await answer.text(), "mocked");
    assert.equal(answer.url, `${server.url}/a`);
    assert.equal(answer.headers.get("x-mocked"), "yes");
    assert.equal(await (await fetch("https://api.example/b")).text(), "of the host");
    const json = {
      method: "POST",
      body: '{"n": 7}',
      headers: { "content-type": "application/json" },
    };
    assert.equal(await (await fetch("https://any.example/echo", json)).text(), "7");
    await fetch(`${server.url}/through?x=1`, { method: "PUT", body: "kept" });
    assert.deepEqual(
      server.arrivals.map(({ method, path, body }) => [method, path, body]),
      [["PUT", "/through?x=1", "kept"]],
    );
  });

  test("answers for named origins only, and for a host wherever it is named", async (t) => {
    const { server } = await installed(t, { origins: ["https://app.example"] });
    assert.equal(await (await fetch("https://app.example/a")).text(), "mocked");
    assert.equal(await (await fetch("https://api.example/b")).text(), "of the host");
    assert.equal(await (await fetch(`${server.url}/a`)).text(), "");
    assert.equal(server.arrivals.length, 1);
  });

  test("hears the caller's signal, before and while it waits", async (t) => {
    await installed(t);
    const url = "https://any.example/slow";
    await assert.rejects(fetch(url, { signal: AbortSignal.abort() }), { name: "AbortError" });
    const controller = new AbortController();
    const waiting = fetch(new Request(url, { signal: controller.signal }));
    controller.abort(new Error("enough"));
    await assert.rejects(waiting, /enough/);
  });

  test("is gone after its end, or when the mock is closed", async (t) => {
    const before = globalThis.fetch;
    const { mock, restore } = await installed(t);
    assert.notEqual(globalThis.fetch, before);
    restore();
    assert.equal(globalThis.fetch, before);
    mock.install();
    await mock.close();
    assert.equal(globalThis.fetch, before);
  });
});

describe("what no endpoint answers", () => {
  test("goes on with a warning, if that is wanted", async (t) => {
    const { server } = await installed(t, { onUnmatched: "warn" });
    const warn = t.mock.method(console, "warn", () => {});
    await fetch(`${server.url}/other`);
    assert.equal(server.arrivals.length, 1);
    assert.match(warn.mock.calls[0].arguments[0], /no endpoint answers GET .*\/other/);
  });

  test("is an error, if that is wanted", async (t) => {
    const { server } = await installed(t, { onUnmatched: "error" });
    await assert.rejects(fetch(`${server.url}/other`), /no endpoint answers GET/);
    assert.equal(server.arrivals.length, 0);
  });

  test("has no other policy", (t) => {
    const mock = createMock(MOCKS);
    t.after(() => mock.close());
    assert.throws(() => mock.install({ onUnmatched: "ignore" }), /bypass, warn, error/);
  });
});
