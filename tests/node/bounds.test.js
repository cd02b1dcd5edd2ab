// What an outbox does where more webhooks would wait than are kept.

import assert from "node:assert/strict";
import { test } from "node:test";
import { build } from "esbuild";
import { inCheckout } from "../../scripts/local/checkout.js";

const { Clock, Engine, MemoryStore, Outbox } = await internals();

/** What the package keeps to itself, with the engine of the checkout. */
async function internals() {
  const wasm = {
    "wasmock-compiled": inCheckout("js/core/wasm/inline.js"),
    "wasmock-wasm": inCheckout("build/web/engine.wasm"),
  };
  const { outputFiles } = await build({
    stdin: {
      contents: `
        export { Clock } from "./js/core/clock.js";
        export { Engine } from "./js/core/engine.js";
        export { MemoryStore } from "./js/webhooks/memory.js";
        export { Outbox } from "./js/webhooks/outbox.js";
      `,
      resolveDir: inCheckout("."),
    },
    alias: wasm,
    loader: { ".wasm": "base64" },
    bundle: true,
    format: "esm",
    write: false,
  });
  const [{ text }] = outputFiles;
  return import(`data:text/javascript,${encodeURIComponent(text)}`);
}

const webhook = (name, more) => ({ name, url: "http://127.0.0.1:9/", "sleep-time": 60, ...more });

/** An outbox in which two may wait, and `post`, which plans the webhooks of a request. */
function outboxOfTwo(t, ...webhooks) {
  const text = JSON.stringify([{ endpoint: { method: "POST", path: "/", webhooks } }]);
  const engine = new Engine({ name: "mocks", text, env: {} });
  const clock = new Clock(1_000_000);
  const send = async () => ({ status: 200, retryAfter: null });
  const outbox = new Outbox({ store: new MemoryStore(), clock, send, pending: 2 });
  t.after(() => outbox.close());
  const post = () =>
    outbox.plan(engine.handle("POST http://localhost/", new Uint8Array(), clock.now()).webhooks);
  return { outbox, clock, post };
}

const states = (rows) => rows.map(({ name, state }) => `${name} ${state}`);

test("a webhook for which there is no room is skipped, until there is room again", async (t) => {
  const webhooks = [webhook("a"), webhook("false", { if: false }), webhook("b"), webhook("c")];
  const { outbox, clock, post } = outboxOfTwo(t, ...webhooks);
  const stored = await post();
  assert.deepEqual(states(stored), ["a scheduled", "false skipped", "b scheduled", "c skipped"]);
  assert.match(stored[3].line, /webhook c skipped: 2 webhooks wait already/);
  const filter = { state: null, name: null, id: null, after: null, limit: 10 };
  const [c] = JSON.parse(await outbox.history(filter)).webhooks;
  assert.deepEqual(
    [c.state, c.reason],
    ["skipped", "2 webhooks wait already, the most that are kept"],
  );
  assert.deepEqual(states(await post()).slice(2), ["b skipped", "c skipped"]);
  clock.moveTo(2_000_000);
  await outbox.pump();
  await outbox.settled();
  assert.deepEqual(states(await post()), [
    "a scheduled",
    "false skipped",
    "b scheduled",
    "c skipped",
  ]);
});

test("one that comes after one without room is skipped when it looks", async (t) => {
  const third = webhook("third", { after: "second" });
  const { outbox, clock, post } = outboxOfTwo(t, third, webhook("first"), webhook("second"));
  assert.deepEqual(states(await post()), ["third scheduled", "first scheduled", "second skipped"]);
  clock.moveTo(2_000_000);
  await outbox.pump();
  const filter = { state: null, name: "third", id: null, after: null, limit: 10 };
  const [entry] = JSON.parse(await outbox.history(filter)).webhooks;
  assert.equal(entry.state, "skipped");
  assert.match(entry.reason, /`second`, which it comes after, was not delivered: 2 webhooks wait/);
});
