// Webhooks that call the mocks themselves, in Node: how far they go, and what comes of each.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createMock } from "../../dist/node.js";

const NOON = "2026-11-21T12:00:00.000Z";

/** A mock whose clock stands at noon. */
function mockOf(t, items, options) {
  const mock = createMock(items, { clock: NOON, ...options });
  t.after(() => mock.close());
  return mock;
}

const countOf = (mock, state) => mock.webhooks.list({ state }).length;

/** An endpoint that answers POST with so many webhooks to itself. */
const bomb = (count, more) => ({
  endpoint: {
    method: "POST",
    path: "/bomb",
    webhooks: Array.from({ length: count }, () => ({ url: "/bomb", "sleep-time": 1, ...more })),
  },
});

test("a chain is eight deep, and the ninth says why it is left out", async (t) => {
  const mock = mockOf(t, [bomb(1)]);
  await mock.fetch("/bomb", { method: "POST" });
  await mock.clock.advance("1h");
  assert.equal(countOf(mock, "sent"), 8);
  const [{ reason }, ...others] = mock.webhooks.list({ state: "skipped" });
  assert.match(reason, /lead at most 8 deep/);
  assert.equal(others.length, 0);
});

for (const count of [2, 3, 7, 150]) {
  test(`${count} webhooks of each call come to no more than a hundred`, async (t) => {
    const mock = mockOf(t, [bomb(count)]);
    const sent = []; // the history lets go of the oldest, should there be so many that are skipped
    mock.on("webhook", ({ id, state }) => state === "sent" && sent.push(id));
    await mock.fetch("/bomb", { method: "POST" });
    await mock.clock.advance("1h");
    assert.equal(countOf(mock, "scheduled"), 0);
    assert.equal(sent.length, 100);
    const reasons = mock.webhooks.list({ state: "skipped" }).map(({ reason }) => reason);
    assert.ok(reasons.length > 0);
    for (const reason of reasons) assert.match(reason, /at most 100 webhooks/);
  });
}

test("tries that are made again share what may descend from them", async (t) => {
  const items = [bomb(3, { retry: { attempts: 3 } })];
  items[0].endpoint.response = { status: 503 };
  const mock = mockOf(t, items);
  await mock.fetch("/bomb", { method: "POST" });
  await mock.clock.advance("1d");
  assert.equal(countOf(mock, "scheduled"), 0);
  const gone = countOf(mock, "failed");
  assert.ok(gone > 50 && gone <= 100, `${gone} descended`);
});

test("two requests from outside have a hundred each", async (t) => {
  const mock = mockOf(t, [bomb(3)]);
  await mock.fetch("/bomb", { method: "POST" });
  await mock.fetch("/bomb", { method: "POST" });
  await mock.clock.advance("1h");
  assert.equal(countOf(mock, "sent"), 200);
});

test("what the call is answered is the webhook's end, and the latency counts", async (t) => {
  const mock = createMock([
    { endpoint: { path: "/a", webhooks: [now("/b"), now("/c", "400ms"), now("/none")] } },
    { endpoint: { method: "POST", path: "/b", latency: "200ms", response: { status: 202 } } },
    { endpoint: { method: "POST", path: "/c", latency: "1h" } },
  ]);
  t.after(() => mock.close());
  const lines = [];
  mock.on("request", ({ line }) => lines.push(line));
  await mock.fetch("https://api.example.com:8443/a?x=1");
  await mock.webhooks.settled();
  const of = (name) => mock.webhooks.list({ name })[0];
  assert.equal(of("/b").state, "sent");
  assert.equal(of("/b").url, "https://api.example.com:8443/b");
  assert.deepEqual([of("/b").tries[0].status, of("/b").tries[0].ms >= 190], [202, true]);
  assert.deepEqual([of("/c").state, of("/c").reason], ["failed", "no answer within 400 ms"]);
  assert.equal(of("/none").reason, "the target answered 404");
  assert.ok(
    lines.some((line) => /^POST \/b {2}202 {2}POST \/b {2}\d+ ms$/.test(line)),
    lines,
  );
});

const now = (url, timeout = "1m") => ({ url, name: url, "sleep-time": 0, timeout });
