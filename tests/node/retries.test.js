// Webhooks that fail at first, in Node: their tries follow the mock's clock.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createMock } from "../../dist/node.js";
import { sinkOf } from "../play/sink.js";

const NOON = "2026-11-21T12:00:00.000Z";

/** A mock whose clock stands at noon, with a webhook at once that has this `retry`; it was asked once. */
async function asked(t, sink, retry, more = {}) {
  const webhook = { url: `${sink.url}/hook`, "sleep-time": 0, body: { a: 1 }, retry, ...more };
  const items = [{ endpoint: { path: "/pay", webhook } }];
  const mock = createMock(items, { clock: NOON });
  t.after(() => mock.close());
  await mock.fetch("/pay");
  await mock.clock.advance("0s");
  return mock;
}

async function sinkFor(t, statuses) {
  const sink = await sinkOf(t);
  sink.answer("/hook", statuses);
  return sink;
}

const only = async (mock) => {
  const [entry] = await mock.webhooks.list();
  return entry;
};

const times = ({ tries }) => tries.map(({ at }) => at);
const statuses = ({ tries }) => tries.map(({ status }) => status);

test("a target that fails twice and then takes it: three tries, one id, one success", async (t) => {
  const sink = await sinkFor(t, [503, 429]);
  const mock = await asked(t, sink, { schedule: ["5s", "5m", "1h"] });
  const lines = [];
  mock.on("webhook", ({ line }) => lines.push(line));
  const waiting = await only(mock);
  assert.deepEqual([waiting.state, waiting.reason], ["scheduled", "the target answered 503"]);
  assert.equal(waiting.dueAt, "2026-11-21T12:00:05.000Z");
  await mock.clock.advance("4999ms");
  assert.equal(sink.arrivals.length, 1);
  await mock.clock.advance("1ms");
  assert.equal(sink.arrivals.length, 2);
  await mock.clock.advance("1d");
  const sent = await only(mock);
  assert.equal(sent.state, "sent");
  assert.deepEqual(statuses(sent), [503, 429, 200]);
  assert.deepEqual(times(sent), [NOON, "2026-11-21T12:00:05.000Z", "2026-11-21T12:05:05.000Z"]);
  const ids = sink.arrivals.map(({ headers }) => headers["webhook-id"][0]);
  assert.deepEqual(ids, [sent.id, sent.id, sent.id]);
  assert.match(lines[0], /the target answered 429; again in 300 s/);
  assert.match(lines[1], /sent: POST .* {2}200 {2}/);
});

test("without a schedule the tries come further and further apart, and end", async (t) => {
  const sink = await sinkFor(t, Array(9).fill(500));
  const mock = await asked(t, sink, { attempts: 5 });
  await mock.clock.advance("1d");
  const { state, tries } = await only(mock);
  assert.deepEqual([state, tries.length, sink.arrivals.length], ["failed", 5, 5]);
  const at = tries.map((one) => Date.parse(one.at));
  for (const [i, whole] of [5000, 10_000, 20_000, 40_000].entries()) {
    const wait = at[i + 1] - at[i];
    assert.ok(wait >= whole / 2 && wait <= whole, `${wait} ms before try ${i + 2}`);
  }
});

test("a target that can't be reached or is too slow is tried again, one that is gone is not", async () => {
  const never = () => new Promise(() => {});
  const table = [
    [() => Promise.reject(new TypeError("fetch failed")), "network", 2],
    [() => Promise.reject(new TypeError("fetch failed")), "timeout", 1],
    [never, "timeout", 2],
    [never, "network", 1],
    [() => new Response(null, { status: 302, headers: { location: "/" } }), "network", 1],
    [() => new Response(null, { status: 302, headers: { location: "/" } }), "3xx", 2],
    [() => new Response(null, { status: 410 }), "4xx", 1],
  ];
  for (const [answer, on, count] of table) {
    const fetch = (_, { signal }) =>
      Promise.race([
        answer(),
        new Promise((_, reject) =>
          signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
        ),
      ]);
    const webhook = { url: "http://127.0.0.1:1/", "sleep-time": 0, timeout: "50ms" };
    const retry = { schedule: ["5s"], on };
    const items = [{ endpoint: { path: "/pay", webhook: { ...webhook, retry } } }];
    const mock = createMock(items, { clock: NOON, fetch });
    await mock.fetch("/pay");
    await mock.clock.advance("1h");
    const { state, tries } = await only(mock);
    assert.deepEqual([state, tries.length], ["failed", count], `${answer} on ${on}`);
    await mock.close();
  }
});

test("the next try is not before the target wants it, a day at most", async () => {
  const table = [
    ["60", "2026-11-21T12:01:00.000Z"],
    ["Sat, 21 Nov 2026 12:30:00 GMT", "2026-11-21T12:30:00.000Z"],
    ["1", "2026-11-21T12:00:05.000Z"],
    ["Fri, 31 Dec 9999 23:59:59 GMT", "2026-11-22T12:00:00.000Z"],
  ];
  for (const [field, at] of table) {
    const fetch = () => new Response(null, { status: 503, headers: { "retry-after": field } });
    const webhook = { url: "http://127.0.0.1:1/", "sleep-time": 0, retry: { schedule: ["5s"] } };
    const mock = createMock([{ endpoint: { path: "/pay", webhook } }], { clock: NOON, fetch });
    await mock.fetch("/pay");
    await mock.clock.advance("2d");
    assert.deepEqual(times(await only(mock)), [NOON, at], field);
    await mock.close();
  }
});
