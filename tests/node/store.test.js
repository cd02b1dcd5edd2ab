// The stores of webhooks: what an `Outbox` asks of them holds in memory and in SQLite.

import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { platformSqlite, SqliteStore } from "../../js/node/sqlite.js";
import { MemoryStore } from "../../js/webhooks/memory.js";
import { temporaryFolder } from "../http/support/server.js";

const sqlite = platformSqlite();

/** A file of SQLite in a folder of its own. */
const fileOf = async (t) => join(await temporaryFolder(t), "webhooks.sqlite");

function open(t, path) {
  const store = new SqliteStore(sqlite, path);
  t.after(() => store.close());
  return store;
}

const stores = {
  memory: async () => new MemoryStore(),
  SQLite: async (t) => open(t, await fileOf(t)),
};

const row = (id, more = {}) => ({
  id,
  name: "n",
  state: "scheduled",
  wakeMs: 10,
  entry: id,
  ...more,
});
const done = (id) => row(id, { state: "sent", wakeMs: null });
const filter = (more) => ({ state: null, name: null, id: null, after: null, limit: 10, ...more });

for (const [name, make] of Object.entries(stores)) {
  describe(`a store in ${name}`, () => {
    test("leaves alone a row whose id is there", async (t) => {
      const store = await make(t);
      store.insert([row("a")]);
      store.insert([row("a", { entry: "another" }), row("b")]);
      assert.deepEqual(store.page(filter()), ["b", "a"]);
    });

    test("gives what is due, the first due first, as many as are wanted", async (t) => {
      const store = await make(t);
      assert.equal(store.earliest(), null);
      store.insert([row("c", { wakeMs: 30 }), row("a"), row("b", { wakeMs: 20 }), done("d")]);
      assert.equal(store.earliest(), 10);
      assert.deepEqual(store.due(9, 10), []);
      assert.deepEqual(store.due(20, 10), ["a", "b"]);
      assert.deepEqual(store.due(99, 2), ["a", "b"]);
    });

    test("changes a row, and nothing where there is none", async (t) => {
      const store = await make(t);
      store.insert([row("a")]);
      const changed = done("a");
      assert.deepEqual(
        store.change("a", (entry) => ({ ...changed, entry: `${entry}+` })).entry,
        "a+",
      );
      assert.deepEqual([store.earliest(), store.page(filter({ state: "sent" }))], [null, ["a+"]]);
      assert.equal(
        store.change("none", () => assert.fail("there is nothing to change")),
        undefined,
      );
    });

    test("pages by every filter, and gives one more than the limit where there are more", async (t) => {
      const store = await make(t);
      store.insert([row("a"), row("b", { name: "m" }), done("c"), row("d")]);
      const ids = (more) => store.page(filter(more));
      assert.deepEqual(ids({ limit: 2 }), ["d", "c", "b"]);
      assert.deepEqual(ids({ limit: 2, after: "c" }), ["b", "a"]);
      assert.deepEqual(ids({ after: "none" }), []);
      assert.deepEqual(ids({ state: "scheduled", name: "n" }), ["d", "a"]);
      assert.deepEqual(ids({ id: "b" }), ["b"]);
      store.clear();
      assert.deepEqual(ids(), []);
    });

    test("marks texts once, those of each kind apart", async (t) => {
      const store = await make(t);
      const mark = (kind, nowMs, ...texts) => store.mark({ kind, texts, nowMs });
      assert.deepEqual(mark("k", 1, "a", "b", "a"), [false, false, true]);
      assert.deepEqual(mark("k", 2, "b", "c", "", "A"), [true, false, false, false]);
      assert.deepEqual(mark("other", 2, "b"), [false]);
      assert.deepEqual(mark("k", 2), []);
      store.clear();
      assert.deepEqual(mark("k", 3, "a"), [false]);
    });

    test("forgets the marks of a kind that are older than is wanted, and no others", async (t) => {
      const store = await make(t);
      const mark = (kind, nowMs, text, since) =>
        store.mark({ kind, texts: [text], nowMs, since })[0];
      mark("k", 10, "old");
      mark("other", 10, "old");
      mark("k", 20, "new");
      assert.equal(mark("k", 25, "old"), true, "a later mark makes none younger");
      assert.equal(mark("k", 30, "new", 20), true);
      assert.equal(mark("k", 30, "old", 20), false);
      assert.equal(mark("other", 30, "old"), true);
    });

    test("lets go of the oldest that are done with, and of none that waits", async (t) => {
      const store = await make(t);
      store.insert([row("waits")]);
      for (let i = 0; i < 2500; i += 100) {
        store.insert(Array.from({ length: 100 }, (_, j) => done(`${i + j}`)));
      }
      const kept = store.page(filter({ limit: 5000 }));
      assert.ok(kept.length > 1000 && kept.length <= 2001, `${kept.length} are kept`);
      assert.deepEqual([kept[0], kept.at(-1)], ["2499", "waits"]);
    });
  });
}

describe("a file of SQLite", () => {
  test("keeps its rows, and two that have it open see the same", async (t) => {
    const path = await fileOf(t);
    const first = open(t, path);
    const second = open(t, path);
    first.insert([row("a")]);
    assert.deepEqual(second.due(99, 10), ["a"]);
    const begin = (store) =>
      store.change("a", (entry) => row("a", { entry: `${entry}!`, wakeMs: 50 }));
    assert.equal(begin(first).entry, "a!");
    assert.equal(begin(second).entry, "a!!");
    assert.deepEqual(open(t, path).page(filter()), ["a!!"]);
  });

  test("leaves out a row that can't be read, and goes on with the others", async (t) => {
    const store = open(t, await fileOf(t));
    const error = t.mock.method(console, "error", () => {});
    store.insert([row("bad"), row("good", { wakeMs: 20 })]);
    const wrong = () => {
      throw new Error("this is no entry of a webhook");
    };
    assert.equal(store.change("bad", wrong), undefined);
    assert.match(error.mock.calls[0].arguments[0], /webhook bad can't be read/);
    assert.deepEqual(store.due(99, 10), ["good"]);
  });

  test("of an earlier version gets what it lacks, and keeps what it has", async (t) => {
    const path = await fileOf(t);
    open(t, path).insert([row("a")]);
    const database = new sqlite.DatabaseSync(path);
    database.exec("DROP TABLE marks; PRAGMA user_version = 1");
    database.close();
    const store = open(t, path);
    assert.deepEqual(store.page(filter()), ["a"]);
    assert.deepEqual(store.mark({ kind: "k", texts: ["a"], nowMs: 1 }), [false]);
    assert.deepEqual(open(t, path).mark({ kind: "k", texts: ["a"], nowMs: 2 }), [true]);
  });

  test("of a later version is not touched", async (t) => {
    const path = await fileOf(t);
    const database = new sqlite.DatabaseSync(path);
    database.exec("PRAGMA user_version = 99; CREATE TABLE theirs (a)");
    database.close();
    assert.throws(() => new SqliteStore(sqlite, path), /a later version of wasmock \(99/);
  });

  test("is durable, as a table that SQLite itself describes", async (t) => {
    const path = await fileOf(t);
    open(t, path).insert([row("a")]);
    const database = new sqlite.DatabaseSync(path);
    t.after(() => database.close());
    assert.equal(database.prepare("PRAGMA journal_mode").get().journal_mode, "wal");
    const plan = database.prepare(
      "EXPLAIN QUERY PLAN SELECT id FROM webhooks WHERE wake <= 1 ORDER BY wake",
    );
    assert.match(
      plan
        .all()
        .map(({ detail }) => detail)
        .join(),
      /USING INDEX webhooks_wake/,
    );
  });
});

test("Node's word on its SQLite being experimental is not heard, other warnings are", async (t) => {
  const heard = [];
  const listener = ({ message }) => heard.push(message);
  process.on("warning", listener);
  t.after(() => process.off("warning", listener));
  const loaded = platformSqlite(() => {
    process.emitWarning(
      "SQLite is an experimental feature and might change",
      "ExperimentalWarning",
    );
    process.emitWarning("another");
    return "loaded";
  });
  process.emitWarning("SQLite, later");
  await setImmediate();
  assert.deepEqual([loaded, heard], ["loaded", ["another", "SQLite, later"]]);
});
