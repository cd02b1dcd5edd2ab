// The journal and the inboxes as methods of a mock: what is asked, what is waited for, what is kept.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createMock, ConditionError } from "../../dist/node.js";

const MOCKS = `
- endpoint:
    method: POST
    path: /orders/:id
    response: {status: 201}
    webhook: {name: paid, sleep-time: 60, url: /__wasmock/inbox/paid, body: {id: "{{path-params.id}}"}}
- endpoint: {path: /slow, latency: 200ms}
`;

function mockOf(t, options) {
  const mock = createMock(MOCKS, options);
  t.after(() => mock.close());
  return mock;
}

const post = (mock, id, body) => mock.fetch(`/orders/${id}`, { method: "POST", body });

test("a request is in the journal before its answer is given", async (t) => {
  const mock = mockOf(t, { clock: "2026-01-31T12:00:00Z" });
  await post(mock, 7, '{"total": 120.50}');
  const [request] = mock.requests.list();
  assert.deepEqual(request, {
    number: 1,
    at: "2026-01-31T12:00:00.000Z",
    method: "POST",
    url: "http://localhost/orders/7",
    headers: { "content-type": "text/plain;charset=UTF-8" },
    body: '{"total": 120.50}',
    bodyBytes: 17,
    endpoint: { method: "POST", path: "/orders/:id" },
    status: 201,
    refusal: null,
  });
});

test("requests are found, counted and listed by conditions", async (t) => {
  const mock = mockOf(t);
  for (const total of [50, 150, 250]) await post(mock, total, JSON.stringify({ total }));
  const urls = (requests) => requests.map(({ url }) => url.split("/").at(-1));
  assert.deepEqual(urls(mock.requests.list()), ["250", "150", "50"]);
  assert.deepEqual(urls(mock.requests.list({ limit: 1, after: 3 })), ["150"]);
  assert.deepEqual(urls(mock.requests.find("json-params.total > 100")), ["250", "150"]);
  assert.deepEqual(urls(mock.requests.find("json-params.total > 100", { limit: 1 })), ["250"]);
  assert.equal(mock.requests.count(), 3);
  assert.equal(mock.requests.count("path-params.id < 200"), 2);
  mock.requests.clear();
  assert.equal(mock.requests.count(), 0);
});

test("a request that `install` lets go on is not in the journal", async (t) => {
  const mock = createMock("- endpoint: {path: /a, if: query-params.b exists}", {});
  t.after(() => mock.close());
  const { fetch: before } = globalThis;
  globalThis.fetch = async () => new Response("elsewhere");
  t.after(() => (globalThis.fetch = before));
  mock.install();
  await fetch("http://a.example/a?b");
  assert.equal(await (await fetch("http://a.example/a")).text(), "elsewhere");
  assert.deepEqual(
    mock.requests.list().map(({ url }) => url),
    ["http://a.example/a?b"],
  );
});

test("a wait ends with the request that makes it enough, or with its time", async (t) => {
  const mock = mockOf(t);
  await post(mock, 1);
  assert.deepEqual(await mock.requests.wait(), { count: 1, reached: true });
  const waiting = mock.requests.wait({ if: "path-params.id = 3", timeout: "20s" });
  const both = mock.requests.wait({ count: 3, timeout: "20s" });
  await post(mock, 2);
  await post(mock, 3);
  assert.deepEqual(await waiting, { count: 1, reached: true });
  assert.deepEqual(await both, { count: 3, reached: true });
  const late = await mock.requests.wait({ count: 4, timeout: "1ms" });
  assert.deepEqual(late, { count: 3, reached: false });
});

test("a wait takes real time where the clock stands, and ends when the mock is closed", async (t) => {
  const mock = mockOf(t, { clock: "2026-01-31T12:00:00Z" });
  assert.deepEqual(await mock.requests.wait({ timeout: "1ms" }), { count: 0, reached: false });
  const waiting = mock.requests.wait({ timeout: "1h" });
  await mock.close();
  assert.deepEqual(await waiting, { count: 0, reached: false });
});

test("an inbox has what webhooks and others sent to it, and only that", async (t) => {
  const mock = mockOf(t, { clock: "2026-01-31T12:00:00Z" });
  assert.deepEqual(mock.inboxes(), []);
  await post(mock, 7);
  await mock.clock.advance("60s");
  await mock.fetch("/__wasmock/inbox/paid/more?a=b", { method: "PUT", body: "x" });
  const [other, paid] = mock.inbox("paid").list();
  assert.deepEqual([paid.at, paid.body], ["2026-01-31T12:01:00.000Z", '{"id":"7"}']);
  assert.deepEqual([other.method, other.body, other.signature], ["PUT", "x", null]);
  assert.equal(mock.inbox("paid").count('method = "PUT" and query-params.a = "b"'), 1);
  assert.deepEqual(await mock.inbox("paid").wait({ count: 2 }), { count: 2, reached: true });
  assert.deepEqual(mock.inboxes(), ["paid"]);
  assert.equal(mock.requests.count(), 1);
  mock.inbox("paid").clear();
  assert.deepEqual(mock.inboxes(), []);
});

test("the last 1,000 requests are kept, 200 of an inbox, and 50 inboxes", async (t) => {
  const mock = mockOf(t);
  for (let i = 1; i <= 1005; i += 1) await mock.fetch(`/none/${i}`);
  assert.equal(mock.requests.count(), 1000);
  assert.equal(mock.requests.list({ limit: 1 })[0].url, "http://localhost/none/1005");
  const send = (name) => mock.fetch(`/__wasmock/inbox/${name}`, { method: "POST" });
  for (let i = 1; i <= 205; i += 1) await send("first");
  assert.equal(mock.inbox("first").count(), 200);
  for (let i = 2; i <= 50; i += 1) await send(`inbox-${i}`);
  assert.equal(mock.inboxes().length, 50);
  await send("one-more");
  assert.equal(mock.inboxes().length, 50);
  assert.equal(mock.inbox("first").count(), 0, "the one that caught nothing for the longest time");
});

test("a body is kept up to 64 KiB, and how long it was", async (t) => {
  const mock = mockOf(t);
  await post(mock, 1, "é".repeat(100_000));
  const [{ body, bodyBytes }] = mock.requests.list();
  assert.deepEqual([body.length, bodyBytes], [32 * 1024, 200_000]);
});

test("a page ends before it is too much to send, and says where to go on", async (t) => {
  const mock = mockOf(t);
  for (let i = 1; i <= 150; i += 1) await post(mock, i, "x".repeat(64 * 1024));
  const page = async (query) => (await mock.fetch(`/__wasmock/requests?${query}`)).json();
  const first = await page("limit=1000");
  assert.ok(first.requests.length < 100, `${first.requests.length} at once`);
  const numbers = first.requests.map(({ number }) => number);
  let after = first.next;
  while (after !== null) {
    const { requests, next } = await page(`limit=1000&after=${after}`);
    numbers.push(...requests.map(({ number }) => number));
    after = next;
  }
  assert.deepEqual(
    numbers,
    Array.from({ length: 150 }, (_, i) => 150 - i),
  );
});

test("a wrong condition is drawn, and what is no question is told", async (t) => {
  const mock = mockOf(t);
  const isDrawn = (error) =>
    error instanceof ConditionError &&
    error.message.startsWith("the condition is wrong\n\nerror[unknown-variable]") &&
    error.drawing.includes("1 | methd = 'POST'\n  | ^^^^^") &&
    error.diagnostics[0].hint === "did you mean `method`?";
  for (const ask of ["count", "find"]) {
    assert.throws(() => mock.requests[ask]("methd = 'POST'"), isDrawn);
  }
  await assert.rejects(mock.requests.wait({ if: "methd = 'POST'" }), isDrawn);
  const wrong = [
    [() => mock.requests.count(7), /a condition is a text, not 7/],
    [() => mock.requests.list({ iff: "" }), /`iff` is not an option of a list of requests/],
    [() => mock.requests.list({ limit: 0 }), /`limit` is a whole number from 1 on, not 0/],
    [() => mock.inbox("a b"), /an inbox's name is made of letters/],
    [() => mock.inbox(), /an inbox's name/],
  ];
  for (const [call, message] of wrong) assert.throws(call, { message });
  await assert.rejects(mock.requests.wait({ timeout: 5 }), /a time is a text with its unit/);
  await assert.rejects(mock.requests.wait({ count: 1.5 }), /`count` is a whole number/);
});

test("webhooks are waited for by their names and states", async (t) => {
  const mock = mockOf(t);
  await post(mock, 7);
  assert.deepEqual(await mock.webhooks.wait(), { count: 1, reached: true });
  const late = await mock.webhooks.wait({ name: "paid", state: "sent", timeout: "1ms" });
  assert.deepEqual(late, { count: 0, reached: false });
  const waiting = mock.webhooks.wait({ name: "paid", state: "sent", timeout: "20s" });
  await mock.clock.advance("60s");
  assert.deepEqual(await waiting, { count: 1, reached: true });
  await assert.rejects(mock.webhooks.wait({ nam: "paid" }), /`nam` is not an option of wait/);
  await assert.rejects(mock.webhooks.wait({ count: 0 }), /`count` is a whole number from 1 on/);
  await assert.rejects(mock.webhooks.wait({ count: 1001 }), /1 to 1000/);
  const last = mock.webhooks.wait({ count: 9, timeout: "1h" });
  await mock.close();
  assert.deepEqual(await last, { count: 1, reached: false });
});
