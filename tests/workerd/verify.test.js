// Requests that are verified, on real workerd: what is told, and what outlives a crash.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until, worker } from "./harness.js";

const mocks = JSON.stringify([
  {
    endpoint: {
      method: "POST",
      path: "/hook",
      verify: { scheme: "bearer", secret: ["$env:TOKEN", "$env:UNSET"], unique: true },
      webhook: { url: "http://127.0.0.1:9/never", "sleep-time": 600 },
    },
  },
]);

const post = (served, token, id) =>
  served.fetch("/hook", {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "webhook-id": id },
  });

test("an id that came before a crash is refused after it", async (t) => {
  const served = await worker(t, { mocks, bindings: { WASMOCK_LOCAL: "1", TOKEN: "a" } });
  assert.equal((await post(served, "a", "1")).status, 200);
  await served.kill();
  await served.start();
  assert.equal((await post(served, "a", "1")).status, 403);
  assert.equal((await post(served, "a", "2")).status, 200);
  await until("both webhooks are planned", async () => (await served.history()).length === 2);
});

test("the terminal tells which secret is not set, and why a request was refused", async (t) => {
  const served = await worker(t, { mocks, bindings: { TOKEN: "a" } });
  const told = () => served.lines.join("\n");
  assert.match(
    told(),
    /warning: the secret `UNSET` is not set; no request can be verified by it\n {2}= hint: set it with `npx wrangler secret put UNSET`/,
  );
  const refused = await post(served, "b", "1");
  assert.deepEqual(await refused.json(), { status: 403, message: "FORBIDDEN" });
  const line =
    /POST \/hook {2}403 {2}POST \/hook {2}\d+ ms {2}verify: the credentials do not match; the secret `UNSET` is not set/;
  await until("the refusal is told", () => line.test(told()));
  assert.equal((await post(served, "a", "1")).status, 200);
  await post(served, "a", "1");
  await until("the repetition is told", () => /verify: its id was received before/.test(told()));
});
