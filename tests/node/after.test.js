// Webhooks that come after one another, in Node: their delays follow the mock's clock.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createMock } from "../../dist/node.js";
import { sinkOf } from "../play/sink.js";

const NOON = "2026-11-21T12:00:00.000Z";

/** A mock whose clock stands at noon, with these webhooks to the sink; it was asked once. */
async function asked(t, sink, webhooks) {
  const hooks = webhooks.map((one) => ({ url: `${sink.url}/${one.name}`, ...one }));
  const items = [{ endpoint: { path: "/pay", webhooks: hooks } }];
  const mock = createMock(items, { clock: NOON });
  t.after(() => mock.close());
  await mock.fetch("/pay");
  return mock;
}

const byName = (mock) =>
  Object.fromEntries(mock.webhooks.list().map((webhook) => [webhook.name, webhook]));

test("each starts its delay when the one before was delivered", async (t) => {
  const sink = await sinkOf(t);
  sink.answer("/first", [503]);
  const mock = await asked(t, sink, [
    { name: "third", after: "second", "sleep-time": "1h" },
    { name: "second", after: "first", "sleep-time": 10 },
    { name: "first", "sleep-time": 5, retry: { schedule: ["1m"] } },
  ]);
  const lines = [];
  mock.on("webhook", ({ line }) => lines.push(line));
  const planned = byName(mock);
  assert.equal(planned.second.reason, "it waits for `first`");
  assert.equal(planned.second.dueAt, "2026-11-21T12:00:15.000Z", "the earliest");
  assert.equal(planned.third.dueAt, "2026-11-21T13:00:15.000Z", "the earliest");
  await mock.clock.advance("74999ms");
  assert.equal(sink.arrivals.length, 2);
  assert.equal(byName(mock).second.dueAt, "2026-11-21T12:01:15.000Z");
  await mock.clock.advance("1ms");
  assert.equal(sink.arrivals.length, 3);
  await mock.clock.advance("1h");
  const paths = sink.arrivals.map(({ path }) => path);
  assert.deepEqual(paths, ["/first", "/first", "/second", "/third"]);
  const { third } = byName(mock);
  assert.deepEqual([third.state, third.tries[0].at], ["sent", "2026-11-21T13:01:15.000Z"]);
  assert.match(lines[2], /^webhook second planned: POST .* in 10 s \(/);
});

test("those after one that fails for good are left out, and say why", async (t) => {
  const sink = await sinkOf(t);
  sink.answer("/first", [500]);
  const mock = await asked(t, sink, [
    { name: "first", "sleep-time": 5 },
    { name: "second", after: "first", "sleep-time": 10 },
    { name: "third", after: "second", "sleep-time": 10 },
    { name: "other", "sleep-time": 10 },
  ]);
  await mock.clock.advance("1d");
  const { second, third } = byName(mock);
  const why = "`first`, which it comes after, was not delivered: the target answered 500";
  assert.deepEqual([second.state, second.reason], ["skipped", why]);
  assert.equal(third.state, "skipped");
  assert.match(third.reason, /^`second`, which it comes after, was not delivered: `first`/);
  const paths = sink.arrivals.map(({ path }) => path);
  assert.deepEqual(paths, ["/first", "/other"]);
});

test("those after one that is not planned to be sent are left out at once", async (t) => {
  const sink = await sinkOf(t);
  const mock = await asked(t, sink, [
    { name: "unmet", "sleep-time": 0, if: false },
    { name: "off", "sleep-time": 0, active: false },
    { name: "after-unmet", after: "unmet", "sleep-time": 0 },
    { name: "after-off", after: "off", "sleep-time": 0 },
    { name: "last", after: "after-off", "sleep-time": 0 },
  ]);
  const { "after-unmet": unmet, "after-off": off, last } = byName(mock);
  assert.deepEqual([unmet.state, off.state, last.state], ["skipped", "skipped", "skipped"]);
  assert.equal(unmet.reason, "`unmet`, which it comes after, was not delivered: its `if` is false");
  assert.equal(off.reason, "`off`, which it comes after, was not delivered: it is not active");
  await mock.clock.advance("1d");
  assert.equal(sink.arrivals.length, 0);
});
