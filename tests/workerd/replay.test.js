// A webhook sent once more on real workerd.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { advance, command, endpoint, entry, mocks, post } from "./commands.js";
import { scriptedSink, sink, until, worker } from "./harness.js";

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
