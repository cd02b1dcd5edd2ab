// A file of SQLite that holds webhooks: other processes have it open too, and earlier versions wrote it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { platformSqlite, SqliteStore } from "../../js/node/sqlite.js";
import { insertDone, page, row } from "./support/rows.js";
import { fileOf, noSqlite, openStore, sqlite } from "./support/stores.js";
import { atEnd } from "../play/ends.js";

const DAY_MS = 86_400_000;

describe("a file of SQLite", { skip: noSqlite }, () => {
  test("keeps its rows, and two that have it open see the same", async (t) => {
    const path = await fileOf(t);
    const first = openStore(t, path);
    const second = openStore(t, path);
    first.insert([row("a")]);
    assert.deepEqual(second.due(99, 10), ["a"]);
    const begin = (store) =>
      store.change("a", (entry) => row("a", { entry: `${entry}!`, wakeMs: 50 }));
    assert.equal(begin(first).entry, "a!");
    assert.equal(begin(second).entry, "a!!");
    assert.deepEqual(page(openStore(t, path)), ["a!!"]);
  });

  test("that another process is writing for the first time is waited for", async (t) => {
    const path = await fileOf(t);
    const program = `const { DatabaseSync } = require("node:sqlite");
      const other = new DatabaseSync(process.argv[1]);
      other.exec("BEGIN IMMEDIATE; CREATE TABLE a (b)");
      console.log("writing");
      setTimeout(() => other.exec("COMMIT"), 300);`;
    const other = spawn(process.execPath, ["-e", program, path], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    await once(other.stdout, "data");
    openStore(t, path).insert([row("a")]);
    assert.deepEqual(page(openStore(t, path)), ["a"]);
    assert.deepEqual(await once(other, "exit"), [0, null]);
  });

  test("leaves out a row that can't be read, and goes on with the others", async (t) => {
    const store = openStore(t, await fileOf(t));
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
    openStore(t, path).insert([row("a")]);
    const database = new sqlite.DatabaseSync(path);
    database.exec("DROP TABLE marks; PRAGMA user_version = 1");
    database.close();
    const store = openStore(t, path);
    assert.deepEqual(page(store), ["a"]);
    assert.deepEqual(store.mark({ kind: "k", texts: ["a"], nowMs: 1 }), [false]);
    assert.deepEqual(openStore(t, path).mark({ kind: "k", texts: ["a"], nowMs: 2 }), [true]);
  });

  test("that did not count its marks counts them, and those are the first to go", async (t) => {
    const path = await fileOf(t);
    openStore(t, path);
    const database = new sqlite.DatabaseSync(path);
    database.exec("DROP INDEX marks_number; ALTER TABLE marks DROP COLUMN number");
    database.exec("INSERT INTO marks (kind, text, at) VALUES ('k', 'old', 1)");
    database.close();
    const store = openStore(t, path);
    const mark = (...texts) => store.mark({ kind: "k", texts, nowMs: 2 });
    assert.deepEqual(mark("old", "new"), [true, false]);
    mark(...Array.from({ length: 100_000 }, (_, i) => String(i)));
    assert.deepEqual(mark("old"), [false]);
  });

  test("of a later version is not touched", async (t) => {
    const path = await fileOf(t);
    const database = new sqlite.DatabaseSync(path);
    database.exec("PRAGMA user_version = 99; CREATE TABLE theirs (a)");
    database.close();
    assert.throws(() => new SqliteStore(sqlite, path), /a later version of wasmock \(99/);
  });

  test("of the first version is taken over with all that it holds", async (t) => {
    const path = await fileOf(t);
    const database = new sqlite.DatabaseSync(path);
    database.exec(`
      CREATE TABLE webhooks (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
        state TEXT NOT NULL, wake INTEGER, entry TEXT NOT NULL);
      INSERT INTO webhooks (id, name, state, wake, entry)
        VALUES ('a', 'n', 'sent', NULL, 'a'), ('b', 'n', 'scheduled', 5, 'b');
      PRAGMA user_version = 1`);
    database.close();
    const store = openStore(t, path);
    assert.deepEqual([page(store), store.due(9, 9)], [["b", "a"], ["b"]]);
    insertDone(store, 0, 100, { endedMs: Date.now() });
    assert.equal(page(store, { limit: 1000 }).length, 102);
    insertDone(store, 100, 200, { endedMs: Date.now() }, Date.now() + 8 * DAY_MS);
    assert.deepEqual(page(store, { limit: 1000 }), ["b"]);
  });

  test("is durable, as a table that SQLite itself describes", async (t) => {
    const path = await fileOf(t);
    openStore(t, path).insert([row("a")]);
    const database = new sqlite.DatabaseSync(path);
    atEnd(t, () => database.close());
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
