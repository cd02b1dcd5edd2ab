// What `createMock` and its methods refuse, and in which words: a mistake in a call is told at once.

import assert from "node:assert/strict";
import { describe, mock as runner, test } from "node:test";
import { check, createMock, version } from "../../dist/node.js";
import * as anywhere from "../../dist/index.js";
import { until } from "../play/sink.js";

const ENDPOINT = { endpoint: { path: "/" } };

const WEBHOOK = {
  endpoint: { path: "/", webhook: { url: "http://a.example/", "sleep-time": "1h" } },
};

describe("a wrong call is told", () => {
  const cases = [
    ["no mocks", () => createMock(), /must be a text in YAML/],
    ["bytes for mocks", () => createMock(Buffer.from("[]")), /must be a text in YAML/],
    ["a promise for mocks", () => createMock(Promise.resolve([])), /must be a text in YAML/],
    [
      "a page's URL",
      () => createMock(new URL("http://a.example/")),
      /fetch http:\/\/a\.example\/ yourself/,
    ],
    [
      "a file that is not there",
      () => createMock("nothing.yml"),
      /\/nothing\.yml can't be read: there is none.*import\.meta\.url/,
    ],
    ["a folder", () => createMock(new URL(".", import.meta.url)), /can't be read: it is a folder/],
    [
      "a file where there are none",
      () => anywhere.createMock("mocks.yml"),
      /give the text of mocks\.yml/,
    ],
    [
      "a URL where there are no files",
      () => anywhere.check(new URL("file:///mocks.yml")),
      /give the text of file:/,
    ],
    [
      "a misspelt option",
      () => createMock([], { sead: 1 }),
      /`sead` is not an option of createMock: there are name, env/,
    ],
    ["options that are none", () => createMock([], null), /must be an object, not null/],
    [
      "a seed that is none",
      () => createMock([], { seed: {} }),
      /`seed` must be a number or a text/,
    ],
    [
      "a clock in milliseconds",
      () => createMock([], { clock: 0 }),
      /`clock` must be "real", a Date/,
    ],
    [
      "a clock without a zone",
      () => createMock([], { clock: "2026-01-31T12:00" }),
      /"2026-01-31T12:00:00Z", not/,
    ],
    [
      "a variable that is no text",
      () => createMock([], { env: { PORT: 80 } }),
      /PORT is 80: write "80"/,
    ],
    [
      "an event that there is not",
      () => createMock([]).on("requests", () => {}),
      /no event "requests": there are request, webhook/,
    ],
    [
      "a misspelt filter",
      () => createMock([]).webhooks.list({ stat: "sent" }),
      /`stat` is not an option of .*: there are state/,
    ],
    [
      "a state that there is not",
      () => createMock([]).webhooks.list({ state: "done" }),
      /scheduled, skipped, sent, failed/,
    ],
    [
      "a policy that there is not",
      () => createMock([]).install({ onUnmatched: "no" }),
      /bypass, warn, error/,
    ],
    [
      "an origin without a scheme",
      () => createMock([]).install({ origins: ["localhost:80"] }),
      /such as "https:\/\/api\.example\.com", not "localhost:80"/,
    ],
    [
      "a misspelt option of check",
      () => check([], { nam: "a" }),
      /`nam` is not an option of check/,
    ],
  ];
  for (const [name, call, words] of cases) test(name, () => assert.throws(call, words));

  for (const [time, words] of [
    [60, /a time is a text with its unit, such as "60s"/],
    ["soon", /must be a time/],
    ["1-2s", /must be a time/],
    ["31d", /30 days/],
  ]) {
    test(`to advance by ${time}`, () => assert.rejects(createMock([]).clock.advance(time), words));
  }
});

describe("what is given", () => {
  test("an option that is undefined is not given", async () => {
    const options = { name: undefined, env: undefined, seed: undefined, clock: undefined };
    const mock = createMock(WEBHOOK, { ...options, fetch: undefined });
    assert.equal((await mock.fetch("/")).status, 200);
    assert.equal(mock.webhooks.list({ state: undefined, limit: undefined }).length, 1);
    assert.equal(createMock(ENDPOINT, { env: { A: undefined } }).endpointCount, 1);
  });

  test("a value from another realm is plain too", async () => {
    const { runInNewContext } = await import("node:vm");
    assert.equal(createMock(runInNewContext("({endpoint: {path: '/'}})")).endpointCount, 1);
  });

  test("check reads what createMock reads", () => {
    const file = new URL("projects/mocks.yml", import.meta.url);
    assert.deepEqual(check(file), { ok: true, drawing: "", diagnostics: [] });
    assert.match(check([{ endpoint: {} }], { name: "mine" }).drawing, /--> mine:/);
  });

  test("the version is that of the engine", async () => {
    const health = await (await createMock([]).fetch("/__wasmock/health")).json();
    assert.equal(version, health.version);
    assert.equal(version, anywhere.version);
  });
});

test("the list of webhooks is whole, unless a limit is given", async () => {
  const mock = createMock(WEBHOOK);
  for (let i = 0; i < 1001; i += 1) await mock.fetch("/");
  const all = mock.webhooks.list();
  assert.equal(new Set(all.map(({ id }) => id)).size, 1001);
  assert.equal(mock.webhooks.list({ limit: 3 }).length, 3);
  assert.equal(mock.webhooks.list({ after: all[999].id }).length, 1);
  await mock.webhooks.clear();
  assert.deepEqual(mock.webhooks.list({ state: "scheduled" }), []);
});

test("fake timers leave the mocks' time alone", async () => {
  const webhook = { url: "http://a.example/", "sleep-time": "5ms" };
  const mock = createMock([{ endpoint: { path: "/", webhook } }], {
    fetch: async () => new Response(),
  });
  runner.timers.enable({ apis: ["setTimeout", "Date"], now: 0 });
  await mock.fetch("/");
  const now = mock.clock.now().getTime();
  runner.timers.reset();
  assert.ok(Math.abs(Date.now() - now) < 60_000);
  assert.ok(await until(() => mock.webhooks.list({ state: "sent" }).length === 1));
});

describe("two mocks installed", () => {
  const answers = async (method) => (await fetch("http://a.example/", { method })).status;
  const mockOf = (method, status) =>
    createMock([{ endpoint: { method, path: "/", response: { status } } }]);

  for (const order of ["the last is closed first", "the first is closed first"]) {
    test(`leave fetch as it was: ${order}`, async () => {
      const before = globalThis.fetch;
      globalThis.fetch = async () => new Response(null, { status: 299 });
      const platform = globalThis.fetch;
      const mocks = [mockOf("GET", 201), mockOf("PUT", 202)];
      for (const mock of mocks) mock.install();
      assert.deepEqual([await answers("GET"), await answers("PUT")], [201, 202]);
      const [closed, left] = order.startsWith("the first") ? mocks : mocks.toReversed();
      await closed.close();
      const [method, gone] = closed === mocks[0] ? ["PUT", "GET"] : ["GET", "PUT"];
      assert.ok((await answers(method)) < 299);
      assert.equal(await answers(gone), 299);
      await left.close();
      assert.deepEqual([await answers("GET"), await answers("PUT")], [299, 299]);
      if (order.startsWith("the last")) assert.equal(globalThis.fetch, platform);
      globalThis.fetch = before;
    });
  }
});
