// A mock's webhooks sent once more and forgotten, and its clock advanced by whoever asks over HTTP.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { createMock } from "../../dist/node.js";

const START = "2026-01-31T12:00:00.000Z";

/** A mock whose `POST /pay` has these webhooks, and what its webhooks' targets were sent. */
function paying(t, webhooks, { statuses = [], ...options } = {}) {
  const sent = [];
  const fetch = async (url, { headers, body }) => {
    sent.push({ url, headers: Object.fromEntries(headers), body: new TextDecoder().decode(body) });
    return new Response(null, { status: statuses.shift() ?? 200 });
  };
  const endpoint = { method: "POST", path: "/pay", response: { body: "{{now}}" }, webhooks };
  const mock = createMock([{ endpoint }], { clock: START, fetch, ...options });
  t.after(() => mock.close());
  return { mock, sent };
}

const pay = (mock) => mock.fetch("/pay", { method: "POST" });

const post = (mock, path, body) => mock.fetch(`/__wasmock/${path}`, { method: "POST", body });

const url = "http://shop.example/paid";

describe("a webhook that has ended", () => {
  const secret = `whsec_${Buffer.from("a secret of a test, long enough!").toString("base64")}`;

  test("is sent once more: the same id and body, signed anew", async (t) => {
    const sign = { scheme: "standard-webhooks", secret: "$env:KEY" };
    const webhook = { url, "sleep-time": 0, body: { paid: true }, sign };
    const { mock, sent } = paying(t, [webhook], { env: { KEY: secret }, clock: "real" });
    await pay(mock);
    await mock.webhooks.settled();
    const [first] = mock.webhooks.list();
    await mock.clock.advance("2s"); // a signature has whole seconds
    const waiting = await mock.webhooks.replay(first.id);
    assert.deepEqual(
      { ...waiting, dueAt: "" },
      { ...first, state: "scheduled", dueAt: "" },
      "the entry as the history shows it",
    );
    await mock.webhooks.settled();
    const [again] = mock.webhooks.list();
    assert.deepEqual([again.state, again.tries.length], ["sent", 2]);
    assert.deepEqual(again.tries[0], first.tries[0]);
    assert.deepEqual([sent[0].body, sent.length], [sent[1].body, 2]);
    assert.equal(sent[0].headers["webhook-id"], sent[1].headers["webhook-id"]);
    assert.notEqual(sent[0].headers["webhook-signature"], sent[1].headers["webhook-signature"]);
    for (const { body, headers } of sent) new Webhook(secret).verify(body, headers);
  });

  test("has its retry from the beginning", async (t) => {
    const retry = { schedule: ["1m"] };
    const { mock, sent } = paying(t, [{ url, "sleep-time": 0, retry }], {
      statuses: [500, 500, 500],
    });
    await pay(mock);
    await mock.clock.advance("1h");
    const [failed] = mock.webhooks.list({ state: "failed" });
    await mock.webhooks.replay(failed.id);
    await mock.clock.advance("1h");
    const [last] = mock.webhooks.list();
    assert.deepEqual([last.state, sent.length], ["sent", 4]);
    assert.deepEqual(
      last.tries.map(({ at }) => at.slice(11, 16)),
      ["12:00", "12:01", "13:00", "13:01"],
    );
  });

  test("is told of, and its calls of the mocks are made anew", async (t) => {
    const { mock, sent } = paying(t, [{ url: "/next", name: "call", "sleep-time": 0 }]);
    mock.update([
      { endpoint: { method: "POST", path: "/pay", webhook: { url: "/next", name: "call" } } },
      { endpoint: { method: "POST", path: "/next", webhook: { url, name: "next" } } },
    ]);
    const heard = [];
    mock.on("webhook", ({ line }) => heard.push(line));
    await pay(mock);
    await mock.clock.advance("2m");
    const [call] = mock.webhooks.list({ name: "call" });
    await mock.webhooks.replay(call.id);
    await mock.clock.advance("2m");
    assert.equal(new Set(sent.map(({ headers }) => headers["webhook-id"])).size, 2);
    const line = `webhook call planned again: POST http://localhost/next (${call.id})`;
    assert.ok(heard.includes(line), heard.join("\n"));
  });

  test("is refused where there is nothing to send, in words", async (t) => {
    const { mock, sent } = paying(t, [
      { url, name: "waits" },
      { url, name: "skipped", if: false },
      { url, name: "unset", "sleep-time": 0, headers: { "x-key": "$env:KEY" } },
      { url, name: "large", "sleep-time": 0, body: "x".repeat(70_000) },
    ]);
    await pay(mock);
    await mock.webhooks.settled();
    for (const [name, words] of [
      ["waits", /has not ended/],
      ["skipped", /nothing to send: .*`if`/],
      ["large", /not whole any more/],
    ]) {
      const [{ id }] = mock.webhooks.list({ name });
      await assert.rejects(mock.webhooks.replay(id), words, name);
      const answer = await post(mock, `webhooks/${id}/replay`);
      const { error, code } = await answer.json();
      assert.deepEqual([answer.status, code], [409, "no-replay"], name);
      assert.match(error, words);
    }
    const [unset] = mock.webhooks.list({ name: "unset" });
    assert.equal((await mock.webhooks.replay(unset.id)).state, "scheduled"); // its secret may be set by now
    await assert.rejects(mock.webhooks.replay("none"), /no webhook of this id/);
    assert.equal((await post(mock, "webhooks/none/replay")).status, 404);
    assert.equal(sent.length, 1);
  });
});

describe("the clock", () => {
  test("says what it is, by `advance` and over HTTP", async (t) => {
    const { mock, sent } = paying(t, [{ url }]);
    await pay(mock);
    assert.equal((await mock.clock.advance("59s")).toISOString(), "2026-01-31T12:00:59.000Z");
    const answer = await post(mock, "clock/advance", '{"by": "1s"}');
    assert.deepEqual([answer.status, await answer.json()], [200, { now: "2026-01-31T12:01:00.000Z" }]); // prettier-ignore
    const asked = await mock.fetch("/__wasmock/clock");
    assert.deepEqual(await asked.json(), { now: "2026-01-31T12:01:00.000Z" });
    assert.equal(sent.length, 1);
    const refused = await post(mock, "clock/advance", '{"by": 60}');
    assert.deepEqual([refused.status, (await refused.json()).code], [400, "wrong-body"]);
    assert.equal((await mock.fetch("/__wasmock/clock/advance")).status, 405);
  });

  test("is moved by the sum where two advance it at once", async (t) => {
    const { mock } = paying(t, [{ url }]);
    await pay(mock);
    await Promise.all([mock.clock.advance("1h"), mock.clock.advance("30m")]);
    assert.equal(mock.clock.now().toISOString(), "2026-01-31T13:30:00.000Z");
  });

  test("does not run away from a webhook that is being sent", async (t) => {
    const webhook = { url, "sleep-time": 0, timeout: "1s", retry: { schedule: [1] } };
    const begun = Promise.withResolvers();
    const answered = Promise.withResolvers();
    const fetch = () => (begun.resolve(), answered.promise);
    const { mock } = paying(t, [webhook], { fetch });
    await pay(mock);
    await begun.promise;
    const advanced = mock.clock.advance("1h");
    answered.resolve(new Response());
    await advanced;
    const [{ state, tries }] = mock.webhooks.list();
    assert.deepEqual([state, tries.length], ["sent", 1]);
  });
});

describe("a reset", () => {
  for (const [how, reset] of [
    ["by its method", (mock) => mock.reset()],
    ["over HTTP", async (mock) => (await post(mock, "reset")).json()],
  ]) {
    test(`forgets what waits and what was, and sets the clock back: ${how}`, async (t) => {
      const { mock, sent } = paying(t, [{ url, "sleep-time": 0 }, { url }]);
      await mock.clock.advance("1d");
      await pay(mock);
      await mock.webhooks.settled();
      await mock.fetch("/__wasmock/inbox/box", { method: "POST" });
      assert.deepEqual([mock.requests.count(), mock.inboxes()], [1, ["box"]]);
      await reset(mock);
      assert.deepEqual(mock.webhooks.list(), []);
      assert.deepEqual([mock.requests.count(), mock.inboxes()], [0, []]);
      assert.equal(mock.clock.now().toISOString(), START);
      await mock.clock.advance("2d");
      assert.equal(sent.length, 1);
      await mock.reset();
      await pay(mock);
      await mock.clock.advance("60s");
      assert.equal(sent.length, 3);
    });
  }

  test("lets no answer wait for the time that was taken back", async (t) => {
    const mock = createMock("- endpoint: {path: /slow, latency: 50ms}\n");
    t.after(() => mock.close());
    await mock.clock.advance("1d");
    const slow = mock.fetch("/slow");
    await mock.reset();
    assert.equal((await slow).status, 200);
  });

  test("ends an advance that is under way", async (t) => {
    const answered = Promise.withResolvers();
    const fetch = () => answered.promise;
    const { mock } = paying(t, [{ url, "sleep-time": 0 }, { url }], { fetch });
    await pay(mock);
    const advanced = mock.clock.advance("1h");
    await mock.reset();
    answered.resolve(new Response());
    assert.equal((await advanced).toISOString(), START);
    assert.deepEqual(mock.webhooks.list(), []);
  });
});
