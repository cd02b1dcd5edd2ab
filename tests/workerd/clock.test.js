// The clock of a local start on real workerd, advanced.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  advance,
  command,
  endpoint,
  entry,
  isAhead,
  LATE,
  mocks,
  post,
  triedAfter,
} from "./commands.js";
import { scriptedSink, sink, sleep, until, worker } from "./harness.js";

/** By how much what comes may be early: the clocks of two processes. */
const EARLY = 20;

describe("the clock", { concurrency: 3 }, () => {
  test("is advanced: what waits a minute has come, and is noted at its own time", async (t) => {
    const receiver = await sink(t);
    const late = { url: `${receiver.address}/late`, name: "late" }; // a minute, the default
    const later = { url: `${receiver.address}/later`, name: "later", "sleep-time": "5m" };
    const served = await worker(t, { mocks: mocks(endpoint("/pay", later, late)) });
    await post(served);
    isAhead(await advance(served, "60s"), 60);
    assert.deepEqual(receiver.received.map(({ path }) => path), ["/late"]); // prettier-ignore
    const sent = await entry(served, "late");
    assert.equal(sent.state, "sent");
    triedAfter(sent, [60]);
    assert.equal((await entry(served, "later")).state, "scheduled");
    isAhead(Date.parse(await (await post(served, "/pay")).text()), 60);
  });

  test("brings all tries of a schedule on the way, each at its time", async (t) => {
    const receiver = await scriptedSink(t, [[503], [500], [502]]);
    const retry = { schedule: ["5s", "5m", "30m"] };
    const webhook = { url: receiver.address, "sleep-time": 10, timeout: "25s", retry };
    const served = await worker(t, { mocks: mocks(endpoint("/pay", webhook)) });
    await post(served);
    await advance(served, "1h");
    const sent = await entry(served);
    assert.equal(sent.state, "sent");
    triedAfter(sent, [10, 5, 300, 1800]);
    assert.deepEqual(sent.tries.map(({ status }) => status), [503, 500, 502, 200]); // prettier-ignore
    assert.equal(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size, 1);
  });

  test("overtakes the sender that has promised to come, and each is sent once", async (t) => {
    const receiver = await sink(t);
    const lent = (seconds) => ({
      url: `${receiver.address}/${seconds}`,
      "sleep-time": seconds,
      timeout: "5s",
      retry: { schedule: [1, 1, 1] },
    });
    const served = await worker(t, {
      mocks: mocks(endpoint("/pay", lent(1), lent(2), lent(2.4), lent(3))),
    });
    await post(served);
    await advance(served, "3s");
    const sent = await served.history("?state=sent");
    assert.equal(sent.length, 4, "those that are due at the end too");
    await sleep(4000); // their senders have come by now
    assert.deepEqual(
      receiver.received.map(({ path }) => path),
      ["/1", "/2", "/2.4", "/3"],
    );
    assert.deepEqual(await served.history("?state=sent"), sent);
  });

  test("brings a thousand that are due at once, each of them once", async (t) => {
    const receiver = await sink(t);
    const webhook = (i) => ({ url: `${receiver.address}/${i}`, "sleep-time": 60, timeout: "5m" });
    const many = Array.from({ length: 100 }, (_, i) => webhook(i));
    const served = await worker(t, { mocks: mocks(endpoint("/pay", ...many)) });
    for (let i = 0; i < 10; i += 1) await post(served);
    await advance(served, "60s");
    const sent = await served.history("?state=sent&limit=1000");
    assert.equal(sent.length, 1000);
    assert.ok(sent.every(({ tries }) => tries.length === 1));
    assert.equal(receiver.received.length, 1000);
  });

  test("waits for what was answered just now, and for a target that takes its time", async (t) => {
    const receiver = await sink(t);
    const slow = { url: "/slow", name: "slow", timeout: "20s" };
    const soon = { url: `${receiver.address}/soon`, name: "soon", "sleep-time": 15 };
    const served = await worker(t, {
      mocks: mocks(endpoint("/pay", soon, slow), {
        endpoint: { path: "/slow", method: "POST", latency: "400ms" },
      }),
    });
    for (let round = 1; round <= 5; round += 1) {
      await post(served);
      await advance(served, "1h");
      assert.equal(receiver.received.length, round);
    }
    const slowly = await served.history("?name=slow");
    assert.deepEqual(new Set(slowly.map(({ state }) => state)), new Set(["sent"]));
    for (const { tries } of slowly) {
      assert.equal(tries.length, 1);
      assert.ok(tries[0].ms >= 300 && tries[0].ms < 60_000, `${tries[0].ms} ms`);
    }
  });

  test("brings what descends from a webhook on the way, and what comes after one", async (t) => {
    const receiver = await sink(t);
    const [a, b] = ["a", "b"].map((name) => ({ name, url: `${receiver.address}/${name}` }));
    const served = await worker(t, {
      mocks: mocks(
        endpoint("/pay", { url: "/next", name: "call" }, { ...a, "sleep-time": 90, after: "call" }),
        endpoint("/next", b),
      ),
    });
    await post(served);
    await advance(served, "2m");
    assert.deepEqual(receiver.received.map(({ path }) => path), ["/b"]); // prettier-ignore
    await advance(served, "30s");
    assert.deepEqual(receiver.received.map(({ path }) => path), ["/b", "/a"]); // prettier-ignore
    triedAfter(await entry(served, "a"), [150]);
  });

  test("is advanced by the sum if two do so at once, and by a text only", async (t) => {
    const served = await worker(t, { mocks: mocks(endpoint("/pay")) });
    const both = await Promise.all([advance(served, "1h"), advance(served, "1h")]);
    isAhead(Math.max(...both), 7200);
    for (const [body, words] of [
      ['{"by": 60}', /must be JSON/],
      ["", /must be JSON/],
      ['{"by": "sixty"}', /`sixty` must be a time/],
    ]) {
      const refused = await command(served, "clock/advance", { body });
      const { error, code } = await refused.json();
      assert.deepEqual([refused.status, code], [400, "wrong-body"]);
      assert.match(error, words);
    }
    const read = await served.fetch("/__wasmock/clock/advance");
    assert.deepEqual([read.status, read.headers.get("allow")], [405, "POST"]);
  });

  test("is the machine's again after a restart, and what waits is no later by that", async (t) => {
    const receiver = await sink(t);
    const webhooks = ["5s", "25s"].map((timeout) => ({
      url: `${receiver.address}/${timeout}`,
      "sleep-time": 4,
      timeout,
    }));
    const served = await worker(t, { mocks: mocks(endpoint("/pay", ...webhooks)) });
    await advance(served, "2d");
    const asked = Date.now();
    await post(served);
    await until("they are stored", async () => (await served.history()).length === 2);
    await served.kill();
    await served.start();
    isAhead(Date.parse(await (await post(served)).text()), 0);
    await until("the first two", () => receiver.received.length >= 2);
    for (const { at } of receiver.received.slice(0, 2)) {
      const late = at - asked - 4000;
      assert.ok(late > -EARLY && late < LATE, `${late} ms late`);
    }
    await until("all are noted", async () => (await served.history("?state=sent")).length === 4);
    assert.equal(receiver.received.length, 4);
  });
});
