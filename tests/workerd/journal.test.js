// The journal and the inboxes of a Worker, on real workerd: where they are kept, for whom, and how much.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until, worker } from "./harness.js";

const MOCKS = `
- endpoint:
    method: POST
    path: /orders/:id
    response: {status: 201}
    webhook: {name: paid, sleep-time: 0, url: /__wasmock/inbox/paid, headers: {X-Key: $env:KEY}}
`;

const TOKEN = { WASMOCK_TOKEN: "t0ken" };
const OPEN = { headers: { authorization: "Bearer t0ken" } };

const ask = async (served, path, question) => {
  const response = await served.fetch(`/__wasmock/${path}`, {
    method: "POST",
    body: JSON.stringify(question),
    ...OPEN,
  });
  return [response.status, await response.json()];
};

const post = (served, id) => served.fetch(`/orders/${id}`, { method: "POST", body: "{}" });

test("whoever has an answer finds his request, after a restart too", async (t) => {
  const served = await worker(t, { mocks: MOCKS });
  for (let id = 1; id <= 20; id += 1) {
    await post(served, id);
    const [, { count }] = await ask(served, "requests/count", { if: `path-params.id = ${id}` });
    assert.equal(count, 1);
  }
  await served.kill();
  await served.start();
  assert.deepEqual(await ask(served, "requests/count", {}), [200, { count: 20 }]);
});

test("a wait ends with the request that makes it enough, and takes at most 25 s", async (t) => {
  const served = await worker(t, { mocks: MOCKS });
  const waiting = ask(served, "wait", { if: "path-params.id = 2", timeout: "25s" });
  await post(served, 1);
  await post(served, 2);
  assert.deepEqual(await waiting, [200, { count: 1, reached: true }]);
  const late = await ask(served, "wait", { count: 3, timeout: "1ms" });
  assert.deepEqual(late, [200, { count: 2, reached: false }]);
  const [status, { error }] = await ask(served, "wait", { timeout: "26s" });
  assert.deepEqual([status, error], [400, "`timeout` is at most 25s here: wait again for more"]);
});

test("a deployed Worker keeps no journal unless it is told to", async (t) => {
  const off = await worker(t, { mocks: MOCKS, bindings: TOKEN });
  await post(off, 1);
  for (const path of ["requests/count", "requests/find", "wait"]) {
    const [status, { code }] = await ask(off, path, {});
    assert.deepEqual([status, code], [404, "no-journal"], path);
  }
  const on = await worker(t, { mocks: MOCKS, bindings: { ...TOKEN, WASMOCK_JOURNAL: "1" } });
  await post(on, 1);
  assert.deepEqual(await ask(on, "requests/count", {}), [200, { count: 1 }]);
  assert.equal((await on.fetch("/__wasmock/requests")).status, 401);
});

test("a local start keeps none where it is told not to", async (t) => {
  const bindings = { WASMOCK_LOCAL: "1", WASMOCK_JOURNAL: "0" };
  const served = await worker(t, { mocks: MOCKS, bindings });
  await post(served, 1);
  assert.equal((await served.fetch("/__wasmock/requests")).status, 404);
});

test("an inbox of a deployed Worker catches from everyone, shows to few, and not without end", async (t) => {
  const bindings = { ...TOKEN, KEY: "hidden-value" };
  const served = await worker(t, { mocks: MOCKS, bindings });
  await post(served, 1);
  const inbox = () => served.json("/__wasmock/inbox/paid", OPEN);
  const [caught] = await until("the webhook", async () => {
    const { requests } = await inbox();
    return requests.length > 0 && requests;
  });
  assert.equal(caught.headers["x-key"], "***");
  assert.equal((await served.fetch("/__wasmock/inbox/paid")).status, 401);
  const send = () => served.fetch("/__wasmock/inbox/flood", { method: "POST", body: "x" });
  const statuses = [];
  for (let i = 0; i < 70; i += 1) statuses.push((await send()).status);
  const taken = statuses.filter((status) => status === 200).length;
  assert.ok(taken <= 60, `${taken} taken`);
  assert.deepEqual(statuses, [...Array(taken).fill(200), ...Array(70 - taken).fill(429)]);
  const refused = await send();
  assert.deepEqual((await refused.json()).code, "rate-limit");
  assert.equal(refused.headers.get("retry-after"), "60");
});
