// What a mock knows of the objects that requests bring: once is once however many come at a time, and
// numbers grow whatever is lost.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createMock } from "../../dist/node.js";
import { SqliteStore } from "../../js/node/sqlite.js";
import { MemoryStore } from "../../js/webhooks/memory.js";
import { engineBuild } from "../vite/support/engine.js";
import { fileOf, noSqlite, openStore, sqlite, stores } from "./support/stores.js";

const NOON = Date.UTC(2026, 10, 21, 12);
const URL_ = "https://receiver.example";

const MOCKS = `- endpoint:
    method: POST
    path: /assets
    webhooks:
      - {name: ready, type: ready, sleep-time: 1, url: ${URL_}/ready, body: "{}"}
      - {name: saved, payload: object, sleep-time: 1, url: ${URL_}/saved}
      - {name: both, type: ready, payload: object, sleep-time: 1, url: ${URL_}/both}
`;

/** The number of an envelope, with all its digits. */
const sequenceOf = (body) => BigInt(/"sequence":(\d+)[,}]/.exec(body)[1]);
const isCreate = (body) => body.includes('"operation":"create"');
const post = (id) => ({ method: "POST", body: JSON.stringify({ id }) });
const isGrowing = (numbers) => numbers.every((number, at) => at === 0 || number > numbers[at - 1]);

test("of 200 requests at once with one object, one is the first", async (t) => {
  const received = [];
  const mock = createMock(MOCKS, {
    clock: new Date(NOON),
    fetch: async (url, { body }) => {
      received.push([new URL(url).pathname, new TextDecoder().decode(body)]);
      return new Response();
    },
  });
  t.after(() => mock.close());
  await Promise.all(Array.from({ length: 200 }, () => mock.fetch("/assets", post(7))));
  await mock.clock.advance("1m");
  const at = (path) => received.filter(([to]) => to === path).map(([, body]) => body);
  assert.equal(at("/ready").length, 1);
  assert.deepEqual([at("/saved").length, at("/saved").filter(isCreate).length], [200, 1]);
  assert.deepEqual([at("/both").length, at("/both").filter(isCreate).length], [1, 1]);
  const numbers = [...at("/saved"), ...at("/both")].map(sequenceOf);
  assert.equal(new Set(numbers).size, 201);
  assert.ok(numbers.every((number) => number > 2n ** 53n));
  const skipped = mock.webhooks.list({ state: "skipped" });
  assert.equal(skipped.length, 2 * 199);
  assert.ok(skipped.every(({ reason }) => reason === "it was sent for `7` before"));
});

test("a listener hears what became of a webhook, not what it was planned as", async (t) => {
  const mock = createMock(MOCKS, { clock: new Date(NOON), fetch: async () => new Response() });
  t.after(() => mock.close());
  await mock.fetch("/assets", post(7));
  const heard = [];
  mock.on("webhook", ({ name, state, line }) => heard.push([name, state, line.split(" (")[0]]));
  await mock.fetch("/assets", post(7));
  const target = `POST ${URL_}/saved`;
  assert.deepEqual(heard, [
    ["ready", "skipped", "webhook ready skipped: it was sent for `7` before"],
    ["saved", "scheduled", `webhook saved planned: ${target} in 1 s`],
    ["both", "skipped", "webhook both skipped: it was sent for `7` before"],
  ]);
});

const engine = await engineBuild();
const mocks = new engine.Mocks("mocks.yml", MOCKS, "{}");

/** The rows that a request with this object plans. */
function planned(id, nowMs = NOON) {
  const body = Buffer.from(JSON.stringify({ id }));
  return JSON.parse(mocks.handle("POST http://localhost/assets", body, nowMs)).webhooks;
}

const settle = (rows, known, nowMs) => {
  const entries = rows.map(({ entry }) => entry);
  return JSON.parse(engine.settleEntries(entries, JSON.stringify(known), nowMs));
};
const keep = (store, rows, nowMs = NOON) => store.insert(rows, nowMs, settle);
const states = (rows) => rows.map(({ state }) => state);

/** What a store holds, the oldest first: each as `[state, body]`. */
function held(store) {
  const all = { state: null, name: null, id: null, after: null, limit: 1000 };
  const deliveries = store.page(all).map(({ entry }) => JSON.parse(entry));
  return deliveries.reverse().map(({ state, delivery: { body } }) => [state, body]);
}

const sequences = (store) =>
  held(store)
    .filter(([, body]) => body?.includes("sequence"))
    .map(([, body]) => sequenceOf(body));

for (const [name, make] of Object.entries(stores)) {
  describe(`objects in ${name}`, { skip: name === "SQLite" && noSqlite }, () => {
    test("to keep a request's webhooks once more changes nothing", async (t) => {
      const store = await make(t);
      const rows = planned(7);
      assert.deepEqual(states(keep(store, rows)), ["scheduled", "scheduled", "scheduled"]);
      const first = held(store);
      keep(store, rows);
      keep(store, rows, NOON + 60_000);
      assert.deepEqual(held(store), first);
      assert.deepEqual(states(keep(store, planned(7))), ["skipped", "scheduled", "skipped"]);
    });

    test("numbers grow while the clock stands, and when it goes back", async (t) => {
      const store = await make(t);
      for (const [at, nowMs] of [NOON, NOON, NOON + 1, NOON - 60_000, 0].entries()) {
        keep(store, planned(at, nowMs), nowMs);
      }
      const numbers = sequences(store);
      assert.equal(numbers.length, 10);
      assert.ok(isGrowing(numbers), numbers.join());
      assert.equal(numbers[0], BigInt(NOON) << 20n);
    });

    test("what is cleared is forgotten, but for the numbers", async (t) => {
      const store = await make(t);
      keep(store, planned(7));
      const [first, second] = sequences(store);
      store.clear();
      assert.deepEqual(states(keep(store, planned(7))), ["scheduled", "scheduled", "scheduled"]);
      const numbers = [first, second, ...sequences(store)];
      assert.ok(isGrowing(numbers), numbers.join());
      assert.ok(isCreate(held(store)[1][1]));
    });
  });
}

test("a store that was lost goes on with greater numbers, by the clock", () => {
  const [lost, next] = [new MemoryStore(), new MemoryStore()];
  for (let request = 0; request < 1000; request += 1) keep(lost, planned(request));
  keep(next, planned(0, NOON + 1), NOON + 1);
  assert.ok(sequences(next)[0] > sequences(lost).at(-1));
});

test("what could not be kept marks nothing", { skip: noSqlite }, async (t) => {
  const store = openStore(t, await fileOf(t));
  const [ready, ...others] = planned(7);
  const wrong = { ...ready, id: "another", entry: {} }; // no value of SQLite
  const settleWrongly = (rows, known, nowMs) => {
    const settled = settle(rows, known, nowMs);
    return { ...settled, rows: [...settled.rows, wrong] };
  };
  assert.throws(() => store.insert([ready, wrong, ...others], NOON, settleWrongly));
  assert.deepEqual(held(store), []);
  assert.deepEqual(states(keep(store, planned(7))), ["scheduled", "scheduled", "scheduled"]);
});

test("a file of an earlier version learns to count", { skip: noSqlite }, async (t) => {
  const path = await fileOf(t);
  new SqliteStore(sqlite, path).close();
  const database = new sqlite.DatabaseSync(path);
  database.exec("DROP TABLE counters");
  database.close();
  const store = openStore(t, path);
  keep(store, planned(7));
  assert.equal(sequences(store).length, 2);
});

test("two that have one file open are one", { skip: noSqlite }, async (t) => {
  const path = await fileOf(t);
  const [first, second] = [openStore(t, path), openStore(t, path)];
  const kept = [];
  for (let request = 0; request < 50; request += 1) {
    kept.push(...keep(request % 2 === 0 ? first : second, planned(7)));
  }
  const counted = (wanted) => kept.filter((row) => row.name === wanted && row.state !== "skipped");
  assert.deepEqual([counted("ready").length, counted("both").length], [1, 1]);
  const numbers = sequences(second);
  assert.equal(numbers.length, 51);
  assert.ok(isGrowing(numbers), numbers.join());
});
