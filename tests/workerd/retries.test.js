// Webhooks that fail at first, on real workerd: sent again by their schedule, whatever happens to
// the process between the tries.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { scriptedSink, until, worker } from "./harness.js";

/** By how much a try may be early, in milliseconds: the clocks of two processes. */
const EARLY = 20;

const mocks = (webhook) =>
  `- ${JSON.stringify({ endpoint: { method: "POST", path: "/pay", webhook } })}\n`;

const post = (served) => served.fetch("/pay", { method: "POST" });

/** The entry of the history, once it has so many tries. */
const tried = (served, count) =>
  until(`${count} tries`, async () => {
    const [entry] = await served.history();
    return entry?.tries.length === count && entry;
  });

/** Asserts that none of the arrivals came before it was due: instants, in milliseconds. */
function notEarly(arrivals, due) {
  assert.equal(arrivals.length, due.length);
  arrivals.forEach(({ at }, i) => {
    const late = at - due[i];
    assert.ok(late > -EARLY, `the arrival ${i} came ${late} ms after it was due`);
  });
}

const statuses = ({ tries }) => tries.map(({ status }) => status);

/** When a try ended, by the history. */
const endOf = ({ at, ms }) => Date.parse(at) + ms;

describe("a target that fails twice and then takes it", { concurrency: 2 }, () => {
  const table = [
    ["one that its request's waitUntil tries first", "5s"],
    ["one that the alarm tries first", "25s"],
  ];
  for (const [what, timeout] of table) {
    test(`${what}: three tries, one id, one success, though the process is killed after each`, async (t) => {
      const receiver = await scriptedSink(t, [[503], [500], [200]]);
      const url = `${receiver.address}/hook`;
      const retry = { schedule: [8, 8] };
      const webhook = { url, timeout, "sleep-time": 0.5, body: { a: 1 }, retry };
      const served = await worker(t, { mocks: mocks(webhook) });
      await post(served);
      const first = await tried(served, 1);
      assert.equal(first.state, "scheduled");
      assert.match(first.reason, /answered 503/);
      await served.kill();
      await served.start();
      const second = await tried(served, 2);
      assert.equal(second.state, "scheduled");
      await served.kill();
      await served.start();
      const [last] = await served.ended();
      assert.equal(last.state, "sent");
      assert.deepEqual(statuses(last), [503, 500, 200]);
      const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
      assert.deepEqual(ids, [last.id, last.id, last.id]);
      assert.deepEqual(
        receiver.received.map(({ body }) => body),
        ['{"a":1}', '{"a":1}', '{"a":1}'],
      );
      const due = [first, second].map(({ tries }) => endOf(tries.at(-1)) + 8000);
      notEarly(receiver.received.slice(1), due);
      assert.equal(last.dueAt, second.dueAt, "when its last try was due");
    });
  }
});

describe("tries", { concurrency: 3 }, () => {
  test("are told, each with what follows, and end with the last", async (t) => {
    const receiver = await scriptedSink(t, [[500], [502]]);
    const webhook = {
      url: `${receiver.address}/hook`,
      name: "paid",
      "sleep-time": 0,
      retry: { schedule: ["500ms"] },
    };
    const served = await worker(t, { mocks: mocks(webhook) });
    await post(served);
    const [entry] = await served.ended();
    assert.deepEqual([entry.state, entry.reason], ["failed", "the target answered 502"]);
    assert.deepEqual(statuses(entry), [500, 502]);
    const lines = () => served.lines.join("\n");
    const told = (line) => until(`${line} in ${lines()}`, () => line.test(lines()));
    await told(/^webhook paid failed: POST .*: the target answered 500; again in 500 ms \(.*\)$/m);
    await told(/^webhook paid failed: POST .*: the target answered 502 \(.*\)$/m);
  });

  test("are not made before the target wants them, and not at all if it is gone", async (t) => {
    const receiver = await scriptedSink(t, [[429, { "retry-after": "2" }], [410]]);
    const retry = { schedule: [0, 0, 0], on: ["4xx"] };
    const webhook = { url: `${receiver.address}/hook`, "sleep-time": 0, retry };
    const served = await worker(t, { mocks: mocks(webhook) });
    await post(served);
    const [entry] = await served.ended();
    assert.deepEqual(statuses(entry), [429, 410]);
    assert.equal(entry.reason, "the target answered 410");
    notEarly(receiver.received.slice(1), [endOf(entry.tries[0]) + 2000]);
  });

  test("tell a target that is too slow from one that can't be reached", async (t) => {
    const receiver = await scriptedSink(t, [["never"], ["never"], ["never"]]);
    const slow = (on) => ({
      url: `${receiver.address}/slow`,
      "sleep-time": 0,
      timeout: "500ms",
      retry: { schedule: [0], on },
    });
    const gone = (on) => ({
      url: "http://127.0.0.1:1/",
      "sleep-time": 0,
      retry: { schedule: [0], on },
    });
    const webhooks = [slow("timeout"), slow("network"), gone("timeout"), gone("network")];
    const all = `- ${JSON.stringify({ endpoint: { method: "POST", path: "/pay", webhooks } })}\n`;
    const served = await worker(t, { mocks: all });
    await post(served);
    const history = await until("all ended", async () => {
      const failed = await served.history("?state=failed");
      return failed.length === 4 && failed.reverse();
    });
    const counts = history.map(({ tries }) => tries.length);
    assert.deepEqual(counts, [2, 1, 1, 2]);
    assert.equal(receiver.received.length, 3);
  });
});
