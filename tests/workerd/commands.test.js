// What is done to webhooks and to time on real workerd: the clock advanced, one sent once more, all
// forgotten.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { scriptedSink, sink, sleep, until, worker } from "./harness.js";

/** By how much a machine may be late that is very busy, in milliseconds. */
const LATE = 30_000;

/** By how much what comes may be early: the clocks of two processes. */
const EARLY = 20;

/** An endpoint `POST PATH` with these webhooks. */
const endpoint = (path, ...webhooks) => ({
  endpoint: { method: "POST", path, response: { body: "{{now}}" }, webhooks },
});

const mocks = (...items) => JSON.stringify(items);

const post = (served, path = "/pay") => served.fetch(path, { method: "POST" });

const command = (served, path, init) =>
  served.fetch(`/__wasmock/${path}`, { method: "POST", ...init });

/** Advances the clock: the time that it is then, in milliseconds. */
async function advance(served, by) {
  const answer = await command(served, "clock/advance", { body: JSON.stringify({ by }) });
  const { now, error } = await answer.json();
  assert.equal(answer.status, 200, error);
  return Date.parse(now);
}

/** The history's only entry with a name, or of all. */
async function entry(served, name) {
  const all = await served.history(name === undefined ? "" : `?name=${name}`);
  assert.equal(all.length, 1, JSON.stringify(all));
  return all[0];
}

/** Asserts how long after its planning, or after the one before, each try of an entry was made, in seconds. */
function triedAfter({ scheduledAt, tries }, seconds) {
  const times = [scheduledAt, ...tries.map(({ at }) => at)].map(Date.parse);
  const waits = times.slice(1).map((time, i) => (time - times[i]) / 1000);
  const isRight = (wait, i) => wait >= seconds[i] && wait < seconds[i] + LATE / 1000;
  assert.equal(waits.length, seconds.length);
  assert.ok(waits.every(isRight), `${waits} s, not ${seconds} s`);
}

/** Asserts that an instant of the mocks' clock is so far ahead of ours. */
function isAhead(instant, seconds) {
  const ahead = instant - Date.now();
  assert.ok(Math.abs(ahead - seconds * 1000) < LATE, `${ahead} ms ahead, not ${seconds} s`);
}

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
    const slow = { url: "/slow", name: "slow", timeout: "1s" };
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
    await until("the first two", () => receiver.received.length >= 2, 10);
    for (const { at } of receiver.received.slice(0, 2)) {
      const late = at - asked - 4000;
      assert.ok(late > -EARLY && late < LATE, `${late} ms late`);
    }
    await until("all are noted", async () => (await served.history("?state=sent")).length === 4);
    assert.equal(receiver.received.length, 4);
  });
});

describe("a webhook that has ended", { concurrency: 3 }, () => {
  const secret = `whsec_${Buffer.from("a secret of a test, long enough!").toString("base64")}`;

  test("is sent once more: the same id and body, signed anew", async (t) => {
    const receiver = await sink(t);
    const sign = { scheme: "standard-webhooks", secret: "$env:KEY" };
    const webhook = { url: receiver.address, "sleep-time": 0, body: { paid: true }, sign };
    const served = await worker(t, {
      mocks: mocks(endpoint("/pay", webhook)),
      bindings: { WASMOCK_LOCAL: "1", KEY: secret },
    });
    await post(served);
    const [first] = await served.ended();
    await advance(served, "2s"); // a signature has whole seconds
    const answer = await command(served, `webhooks/${first.id}/replay`);
    assert.equal(answer.status, 202);
    const waiting = await answer.json();
    assert.deepEqual(
      { ...waiting, dueAt: "" },
      { ...first, state: "scheduled", dueAt: "" },
      "the entry as the history shows it",
    );
    const [again] = await served.ended();
    assert.deepEqual([again.state, again.tries.length], ["sent", 2]);
    assert.deepEqual(again.tries[0], first.tries[0]);
    assert.equal(receiver.received.length, 2);
    const [one, two] = receiver.received;
    assert.equal(one.headers["webhook-id"], two.headers["webhook-id"]);
    assert.equal(one.body, two.body);
    assert.notEqual(one.headers["webhook-timestamp"], two.headers["webhook-timestamp"]);
    assert.notEqual(one.headers["webhook-signature"], two.headers["webhook-signature"]);
    for (const { body, headers } of receiver.received) new Webhook(secret).verify(body, headers);
  });

  test("has its retry from the beginning, and its calls of the mocks are made anew", async (t) => {
    const receiver = await scriptedSink(t, [[500], [500], [500], [200]]);
    const retry = { schedule: ["1m"] };
    const served = await worker(t, {
      mocks: mocks(
        endpoint("/pay", { url: "/next", name: "call", "sleep-time": 0 }),
        endpoint("/next", { url: receiver.address, name: "next", "sleep-time": 0, retry }),
      ),
    });
    await post(served);
    await advance(served, "2m");
    const failed = await entry(served, "next");
    assert.deepEqual([failed.state, failed.tries.length], ["failed", 2]);
    assert.equal((await command(served, `webhooks/${failed.id}/replay`)).status, 202);
    await advance(served, "2m");
    const sent = await entry(served, "next");
    assert.deepEqual([sent.state, sent.tries.length], ["sent", 4]);
    const call = await entry(served, "call");
    assert.equal((await command(served, `webhooks/${call.id}/replay`)).status, 202);
    await advance(served, "1s");
    const all = await served.history("?name=next&state=sent");
    assert.equal(new Set(all.map(({ id }) => id)).size, 2);
  });

  test("is refused where there is nothing to send, in words", async (t) => {
    const receiver = await sink(t);
    const served = await worker(t, {
      mocks: mocks(
        endpoint(
          "/pay",
          { url: receiver.address, name: "waits" },
          { url: receiver.address, name: "skipped", if: false },
          { url: receiver.address, name: "large", "sleep-time": 0, body: "x".repeat(70_000) },
        ),
      ),
    });
    await post(served);
    await until("the large one", async () => (await served.history("?state=sent")).length === 1);
    for (const [name, words] of [
      ["waits", /has not ended/],
      ["skipped", /nothing to send: .*`if`/],
      ["large", /not whole any more/],
    ]) {
      const { id } = await entry(served, name);
      const answer = await command(served, `webhooks/${id}/replay`);
      const { error, code } = await answer.json();
      assert.deepEqual([answer.status, code], [409, "no-replay"], name);
      assert.match(error, words);
    }
    const unknown = await command(served, "webhooks/none/replay");
    assert.deepEqual([unknown.status, (await unknown.json()).code], [404, "no-webhook"]);
    assert.equal(receiver.received.length, 1);
  });
});

describe("a reset", { concurrency: 3 }, () => {
  test("forgets what waits and what was, and sets the clock back", async (t) => {
    const receiver = await sink(t);
    const webhooks = [
      { url: `${receiver.address}/lent`, "sleep-time": 2, timeout: "5s" },
      { url: `${receiver.address}/long`, "sleep-time": 2, timeout: "25s" },
      { url: `${receiver.address}/never`, "sleep-time": 0, timeout: "2s" },
    ];
    const served = await worker(t, { mocks: mocks(endpoint("/pay", ...webhooks)) });
    await advance(served, "1d");
    for (let round = 1; round <= 10; round += 1) await post(served);
    await command(served, "inbox/box");
    const answer = await command(served, "reset");
    assert.deepEqual([answer.status, await answer.json()], [200, {}]);
    assert.deepEqual(await served.history(), []);
    assert.deepEqual((await served.json("/__wasmock/requests")).requests, []);
    assert.deepEqual((await served.json("/__wasmock/inbox")).inboxes, []);
    isAhead(await advance(served, "5s"), 5);
    await sleep(3000);
    const came = receiver.received.filter(({ path }) => path !== "/never");
    assert.deepEqual([came, await served.history()], [[], []]);
    await post(served);
    await advance(served, "5s");
    assert.equal((await served.history("?state=sent")).length, 2);
  });

  test("and a webhook sent once more want the token of a deployed Worker, whose clock is fixed", async (t) => {
    const served = await worker(t, {
      mocks: mocks(endpoint("/pay", { url: "http://none.example/", if: false })),
      bindings: { WASMOCK_TOKEN: "s3cret" },
    });
    await post(served);
    const headers = { authorization: "Bearer s3cret" };
    const history = async () => (await served.json("/__wasmock/webhooks", { headers })).webhooks;
    const [{ id }] = await until("it is stored", async () => {
      const all = await history();
      return all.length > 0 && all;
    });
    const body = '{"by": "60s"}';
    for (const [path, init, status] of [
      ["clock/advance", { body }, 401],
      ["clock/advance", { body, headers }, 403],
      [`webhooks/${id}/replay`, {}, 401],
      [`webhooks/${id}/replay`, { headers }, 409],
      ["reset", {}, 401],
      ["reset", { headers }, 200],
    ]) {
      assert.equal((await command(served, path, init)).status, status, `${path} ${status}`);
    }
    assert.deepEqual(await history(), []);
  });
});
