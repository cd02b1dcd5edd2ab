// The clock of a mock, and the webhooks that it brings about.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createMock } from "../../dist/node.js";
import { startSink } from "../play/sink.js";

const START = "2026-01-31T12:00:00.000Z";

/** A mock, and the sink that `$SINK` in its mocks names; both end with the test `t`. */
async function mocking(t, mocks, options) {
  const sink = await startSink();
  const mock = createMock(mocks.replaceAll("$SINK", sink.url), options);
  t.after(async () => {
    await mock.close();
    await sink.end();
  });
  return { mock, sink };
}

const PAYING = `- endpoint:
    method: POST
    path: /pay
    response: {status: 202}
    webhooks:
      - {name: soon, url: $SINK/soon, sleep-time: 30, body: {at: "{{now}}"}}
      - {name: late, url: $SINK/late, headers: {X-Key: "$env:KEY"}}
`;

const pay = (mock) => mock.fetch("/pay", { method: "POST" });
const states = (mock) => mock.webhooks.list().map(({ name, state }) => `${name} ${state}`);

describe("a clock that stands still", () => {
  test("is what `now` says, and moves only when it is advanced", async (t) => {
    const { mock } = await mocking(
      t,
      "- endpoint: {path: /t, latency: 1h, response: {body: '{{now}}'}}\n",
      {
        clock: START,
      },
    );
    const told = async () => (await mock.fetch("/t")).text();
    assert.equal(await told(), START);
    assert.equal(mock.clock.now().toISOString(), START);
    await mock.clock.advance("1.5s");
    assert.equal(await told(), "2026-01-31T12:00:01.500Z");
  });

  test("sends no webhook before its time", async (t) => {
    const { mock, sink } = await mocking(t, PAYING, {
      clock: new Date(START),
      env: { KEY: "k3y" },
    });
    await pay(mock);
    await mock.clock.advance("29.9s");
    assert.deepEqual(sink.arrivals, []);
    await mock.clock.advance("100ms");
    assert.deepEqual(
      sink.arrivals.map(({ path }) => path),
      ["/soon"],
    );
    assert.equal(mock.webhooks.list({ name: "soon" })[0].tries[0].at, "2026-01-31T12:00:30.000Z");
  });
});

describe("the machine's clock", () => {
  test("can be advanced: no test waits for a webhook", async (t) => {
    const { mock, sink } = await mocking(t, PAYING, { env: { KEY: "k3y" } });
    const heard = [];
    mock.on("webhook", ({ name, state, line }) =>
      heard.push(`${name} ${state}: ${line.split(" ")[2]}`),
    );
    await pay(mock);
    assert.deepEqual(states(mock), ["late scheduled", "soon scheduled"]);
    await mock.clock.advance("60s");
    assert.deepEqual(
      sink.arrivals.map(({ path }) => path),
      ["/soon", "/late"],
    );
    assert.deepEqual(sink.arrivals[1].headers["x-key"], ["k3y"]);
    assert.deepEqual(states(mock), ["late sent", "soon sent"]);
    assert.deepEqual(heard, [
      ...["soon scheduled: planned:", "late scheduled: planned:"],
      ...["soon sent: sent:", "late sent: sent:"],
    ]);
  });

  test("wants a text with its unit", async (t) => {
    const { mock } = await mocking(t, PAYING);
    await assert.rejects(mock.clock.advance(60), /such as "60s"/);
    await assert.rejects(mock.clock.advance("sixty"), /time/);
  });
});

describe("webhooks", () => {
  test("fail without their secret, and nothing goes out", async (t) => {
    const { mock, sink } = await mocking(t, PAYING);
    assert.match(mock.warnings, /KEY/);
    await pay(mock);
    await mock.clock.advance("60s");
    assert.deepEqual(
      sink.arrivals.map(({ path }) => path),
      ["/soon"],
    );
    const [late] = mock.webhooks.list({ name: "late" });
    assert.equal(late.state, "failed");
    assert.match(late.reason, /KEY/);
  });

  test("are sent by the `fetch` that was given, with the id of the history", async (t) => {
    const sent = [];
    const fetch = async (url, { headers }) => {
      sent.push([new URL(url).pathname, headers.get("webhook-id")]);
      return new Response(null, { status: 204 });
    };
    const { mock } = await mocking(t, PAYING, { fetch, env: { KEY: "k" } });
    await pay(mock);
    await mock.clock.advance("60s");
    const ids = mock.webhooks.list().map(({ url, id }) => [new URL(url).pathname, id]);
    assert.deepEqual(sent, ids.reverse());
  });

  test("are forgotten by `clear`, those that wait too", async (t) => {
    const { mock, sink } = await mocking(t, PAYING, { env: { KEY: "k" } });
    await pay(mock);
    await mock.webhooks.clear();
    await mock.clock.advance("2m");
    assert.deepEqual([mock.webhooks.list(), sink.arrivals], [[], []]);
  });

  test("of mocks with a seed are sent after an update too", async (t) => {
    const { mock, sink } = await mocking(t, PAYING, { seed: 1, env: { KEY: "k" } });
    await pay(mock);
    mock.update(PAYING.replaceAll("$SINK", sink.url));
    await pay(mock);
    await mock.clock.advance("60s");
    assert.equal(sink.arrivals.length, 4);
  });

  test("hold up no other: two of forty-one have a target that is late or never answers", async (t) => {
    const others = Array.from(
      { length: 39 },
      (_, i) => `      - {url: $SINK/${i}, sleep-time: 0}\n`,
    );
    const to = (name, timeout) =>
      `      - {name: ${name}, url: 'http://${name}.example/', sleep-time: 0, timeout: ${timeout}}\n`;
    const deaf = to("late", "10m") + to("never", "1s");
    const head = "- endpoint:\n    method: POST\n    path: /pay\n    webhooks:\n";
    const outside = globalThis.fetch;
    const late = Promise.withResolvers();
    const fetch = (url, init) => {
      if (url.startsWith("http://late")) return late.promise;
      return url.startsWith("http://never") ? neverAnswers(init.signal) : outside(url, init);
    };
    const { mock, sink } = await mocking(t, head + deaf + others.join(""), { fetch });
    await pay(mock);
    assert.ok(await sink.until((arrivals) => arrivals.length === 39));
    assert.equal(new Set(sink.arrivals.map(({ path }) => path)).size, 39);
    const [{ state }] = mock.webhooks.list({ name: "late" });
    late.resolve(new Response());
    assert.equal(state, "scheduled");
    await mock.webhooks.settled();
    assert.match(mock.webhooks.list({ name: "never" })[0].reason, /no answer within 1000 ms/);
  });
});

const neverAnswers = (signal) =>
  new Promise((_, reject) => {
    const hold = setInterval(() => {}, 1000); // the time-out's own timer keeps no process alive
    signal.addEventListener("abort", () => (clearInterval(hold), reject(signal.reason)));
  });
