// Webhooks for objects on real workerd: once is once, however many ask at once and whatever restarts.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { workerdConfig } from "../../scripts/local/config.js";
import { layOut } from "../../scripts/local/layout.js";
import { startWorkerd } from "../../scripts/local/workerd.js";
import { temporaryFolder } from "../http/support/server.js";
import { engineBuild } from "../vite/support/engine.js";
import { sink, until, worker } from "./harness.js";
import { atEnd } from "../play/ends.js";

/** One webhook that the request's own `waitUntil` sends, and one that the alarm does, of each kind. */
const mocksFor = (url) => `- endpoint:
    method: POST
    path: /assets
    webhooks:
      - {name: ready, type: ready, sleep-time: 0, timeout: 19s, url: ${url}/ready}
      - {name: ready-late, type: ready, sleep-time: 0, timeout: 60s, url: ${url}/ready-late}
      - {name: saved, payload: object, sleep-time: 0, timeout: 19s, url: ${url}/saved}
      - {name: saved-late, payload: object, sleep-time: 0, timeout: 60s, url: ${url}/saved-late}
`;

const post = (served, id) =>
  served.fetch("/assets", { method: "POST", body: JSON.stringify({ id }) });

/** The number of an envelope, with all its digits. */
const sequenceOf = ({ body }) => BigInt(/"sequence":(\d+),/.exec(body)[1]);
const isCreate = ({ body }) => body.includes('"operation":"create"');

describe("webhooks for objects", { concurrency: 3 }, () => {
  test("of 200 requests at once with one object one is the first, also after a crash", async (t) => {
    const receiver = await sink(t);
    const served = await worker(t, { mocks: mocksFor(receiver.address) });
    await Promise.all(Array.from({ length: 200 }, () => post(served, 7)));
    const all = () => receiver.at("/saved").length + receiver.at("/saved-late").length >= 400;
    await until("all envelopes", all);
    for (const path of ["/ready", "/ready-late"]) {
      await until(path, () => receiver.at(path).length > 0);
      assert.equal(receiver.at(path).length, 1, path);
    }
    const envelopes = [...receiver.at("/saved"), ...receiver.at("/saved-late")];
    assert.deepEqual([...new Set(envelopes.filter(isCreate).map(({ path }) => path))].sort(), [
      "/saved",
      "/saved-late",
    ]);
    assert.equal(envelopes.filter(isCreate).length, 2);
    const numbers = envelopes.map(sequenceOf);
    assert.equal(new Set(numbers).size, 400);
    assert.ok(numbers.every((number) => number > 2n ** 53n));
    assert.equal((await served.history("?state=skipped&limit=1000")).length, 2 * 199);

    const isNoted = async () => (await served.history("?state=scheduled")).length === 0;
    await until("all is noted", isNoted);
    await served.kill();
    await served.start();
    await post(served, 7);
    await until("the next envelopes", () => receiver.received.length >= 404);
    const next = receiver.received.slice(402);
    assert.deepEqual(next.map(({ path }) => path).sort(), ["/saved", "/saved-late"]);
    assert.ok(!next.some(isCreate));
    const last = numbers.reduce((a, b) => (a > b ? a : b));
    assert.ok(next.map(sequenceOf).every((number) => number > last));
    const [{ reason }] = await served.history("?name=ready&limit=1");
    assert.equal(reason, "it was sent for `7` before");
  });

  test("the terminal tells what became of a webhook once that is known", async (t) => {
    const receiver = await sink(t);
    const served = await worker(t, { mocks: mocksFor(receiver.address) });
    await post(served, 7);
    const said = (words) => served.lines.filter((line) => line.includes(words)).length;
    await until("the first is told", () => said("webhook ready planned:") === 1);
    await post(served, 7);
    const words = "webhook ready skipped: it was sent for `7` before";
    await until("the second is told", () => said(words) === 1);
    assert.equal(said("webhook ready planned:"), 1);
    const told = (words) => served.lines.findIndex((line) => line.includes(words));
    assert.ok(told("POST /assets  200") < told("webhook ready planned:"), served.lines.join("\n"));
  });
});

/** A Worker that hands what it is asked to the object. */
const ENTRY = `
  export { Scheduler } from "../build/worker/index.js";
  export default {
    async fetch(request, { SCHEDULER }) {
      const [method, ...values] = await request.json();
      try {
        return Response.json((await SCHEDULER.getByName("webhooks")[method](...values)) ?? null);
      } catch (error) {
        return Response.json({ error: String(error) }, { status: 500 });
      }
    },
  };
`;

/** What calls the methods of an object, by RPC as a Worker does. */
async function startObject(t) {
  const folder = await temporaryFolder(t);
  const [code, storage] = [join(folder, "worker"), join(folder, "storage")];
  const config = join(code, "config.capnp");
  await layOut(code, "");
  await mkdir(storage, { recursive: true });
  await writeFile(join(code, "js/worker.js"), ENTRY);
  await writeFile(config, workerdConfig({ address: "127.0.0.1:0", storage, vars: {} }));
  const workerd = await startWorkerd(config, () => {});
  atEnd(t, () => workerd.end());
  return async (...asked) => {
    const init = { method: "POST", body: JSON.stringify(asked) };
    return (await fetch(`http://127.0.0.1:${workerd.port}/`, init)).json();
  };
}

/** The deliveries of a request with this object, due in an hour. */
async function planned(id) {
  const engine = await engineBuild();
  const mocks = mocksFor("https://receiver.example").replaceAll(
    "sleep-time: 0",
    "sleep-time: 3600",
  );
  const answer = new engine.Mocks("mocks.yml", mocks, "{}").handle(
    "POST http://localhost/assets",
    Buffer.from(JSON.stringify({ id })),
    Date.now(),
  );
  return JSON.parse(answer).webhooks.map(({ entry }) => JSON.parse(entry).delivery);
}

describe("the object that keeps them", () => {
  test("is asked to store a request's webhooks again, and changes nothing", async (t) => {
    const object = await startObject(t);
    const history = async () => JSON.parse(await object("history", "limit=100", 1e9)).webhooks;
    const deliveries = await planned(7);
    await object("schedule", JSON.stringify(deliveries));
    const first = await history();
    assert.deepEqual(
      first.map(({ state }) => state),
      Array(4).fill("scheduled"),
    );
    await object("schedule", JSON.stringify(deliveries));
    assert.deepEqual(await history(), first);
    await object("schedule", JSON.stringify(await planned(7)));
    const states = (await history()).map(({ name, state }) => `${name} ${state}`);
    assert.deepEqual(states.slice(0, 4).sort(), [
      "ready skipped",
      "ready-late skipped",
      "saved scheduled",
      "saved-late scheduled",
    ]);
  });

  test("gives to whoever claims a webhook what it has stored, once", async (t) => {
    const object = await startObject(t);
    const deliveries = await planned(7);
    await object("schedule", JSON.stringify(deliveries));
    const { id } = deliveries.find(({ name }) => name === "saved");
    const claimed = JSON.parse(await object("claim", id));
    assert.deepEqual([claimed.id, claimed.object.told.created], [id, true]);
    assert.match(claimed.body, /"operation":"create","sequence":\d{19},/);
    assert.equal(await object("claim", id), null);
    assert.equal(await object("claim", "no such id"), null);
  });

  test("marks nothing for webhooks that it could not store", async (t) => {
    const object = await startObject(t);
    const deliveries = await planned(7);
    const tooLarge = { ...deliveries[2], id: "large", name: "x".repeat(5_000_000) };
    const failed = await object("schedule", JSON.stringify([...deliveries, tooLarge]));
    assert.match(failed.error, /too big/i);
    const history = async () => JSON.parse(await object("history", "limit=100", 1e9)).webhooks;
    assert.deepEqual(await history(), []);
    await object("schedule", JSON.stringify(deliveries));
    assert.deepEqual(
      (await history()).map(({ state }) => state),
      Array(4).fill("scheduled"),
    );
  });
});
