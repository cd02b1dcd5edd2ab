// Webhooks that come after one another, on real workerd, whatever happens to the process between.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { scriptedSink, until, worker } from "./harness.js";

/** By how much an arrival may be early, in milliseconds: the clocks of two processes. */
const EARLY = 20;

const mocks = (...webhooks) =>
  `- ${JSON.stringify({ endpoint: { method: "POST", path: "/pay", webhooks } })}\n`;

const post = (served) => served.fetch("/pay", { method: "POST" });

/** The history's entries by their names, once `check` holds for them. */
const told = (served, what, check) =>
  until(what, async () => {
    const all = Object.fromEntries((await served.history()).map((entry) => [entry.name, entry]));
    return check(all) && all;
  });

const endOf = ({ tries }) => Date.parse(tries.at(-1).at) + tries.at(-1).ms;

describe("webhooks that come after one another", { concurrency: 3 }, () => {
  test("are sent once each, in order, though the process is killed while they wait", async (t) => {
    const receiver = await scriptedSink(t, [[503]]);
    const hook = (name, more) => ({ name, url: receiver.address, body: name, ...more });
    const served = await worker(t, {
      mocks: mocks(
        hook("second", { after: "first", "sleep-time": 8 }),
        hook("first", { "sleep-time": 0.5, retry: { schedule: [8] } }),
        hook("third", { after: "second", "sleep-time": 0 }),
      ),
    });
    await post(served);
    const waiting = await told(served, "the first try", ({ first }) => first?.tries.length === 1);
    assert.equal(waiting.second.reason, "it waits for `first`");
    await served.kill();
    await served.start();
    const sent = await told(served, "the first", ({ first }) => first.state === "sent");
    assert.equal(sent.second.state, "scheduled");
    await served.kill();
    await served.start();
    const last = await told(served, "the third", ({ third }) => third.state === "sent");
    const bodies = receiver.received.map(({ body }) => body);
    assert.deepEqual(bodies, ["first", "first", "second", "third"]);
    const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
    const { first, second, third } = last;
    assert.deepEqual(ids, [first.id, first.id, second.id, third.id]);
    const late = receiver.received[2].at - (endOf(first) + 8000);
    assert.ok(late > -EARLY, `the second came ${late} ms after it was due`);
    assert.equal(Date.parse(second.dueAt), endOf(first) + 8000);
  });

  test("are left out, and say why, if the one before fails for good", async (t) => {
    const receiver = await scriptedSink(t, [[404]]);
    const hook = (name, after) => ({ name, url: receiver.address, "sleep-time": 0, after });
    const served = await worker(t, {
      mocks: mocks(hook("first"), hook("second", "first"), hook("third", "second")),
    });
    await post(served);
    const { second, third } = await told(
      served,
      "the third left out",
      ({ third }) => third?.state === "skipped",
    );
    const why = "`first`, which it comes after, was not delivered: the target answered 404";
    assert.equal(second.reason, why);
    assert.match(third.reason, /^`second`, which it comes after, was not delivered: /);
    assert.equal(receiver.received.length, 1);
    const lines = () => served.lines.join("\n");
    await until("the lines", () => /^webhook third skipped: /m.test(lines()));
    assert.match(lines(), /^webhook second planned: POST .* after first \(/m);
    assert.match(lines(), /^webhook second skipped: `first`, which /m);
  });

  test("are left out if the one before ends its senders, and nobody can say so", async (t) => {
    const receiver = await scriptedSink(t, [["never"], ["never"]]);
    const served = await worker(t, {
      mocks: mocks(
        { name: "first", url: receiver.address, "sleep-time": 0, timeout: "1s" },
        { name: "second", after: "first", url: receiver.address, "sleep-time": 0 },
      ),
    });
    await post(served);
    await until("the first try", () => receiver.received.length === 1);
    await served.kill();
    await served.start();
    const { second } = await told(served, "the end", ({ second }) => second?.state === "skipped");
    assert.match(second.reason, /no answer within 1000 ms/);
  });
});
