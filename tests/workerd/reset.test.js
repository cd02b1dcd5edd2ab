// All forgotten on real workerd, and who may have it forgotten.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { advance, command, endpoint, isAhead, mocks, post } from "./commands.js";
import { sink, sleep, until, worker } from "./harness.js";

describe("a reset", { concurrency: 3 }, () => {
  test("forgets what waits and what was, and sets the clock back", async (t) => {
    const receiver = await sink(t);
    const webhooks = [
      { url: `${receiver.address}/lent`, "sleep-time": 8, timeout: "5s" },
      { url: `${receiver.address}/long`, "sleep-time": 8, timeout: "25s" },
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
    await sleep(8500); // what was lent would have come by now
    const came = receiver.received.filter(({ path }) => path !== "/never");
    assert.deepEqual([came, await served.history()], [[], []]);
    await post(served);
    await advance(served, "10s");
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
