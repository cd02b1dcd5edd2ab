// The stores of records: what is asked of them holds in memory and in SQLite.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { SqliteStore } from "../../js/node/sqlite.js";
import { Journal } from "../../js/records/journal.js";
import { fileOf, noSqlite, openStore, sqlite, stores } from "./support/stores.js";

const texts = (rows) => [...rows].map(({ record }) => record);

for (const [name, make] of Object.entries(stores)) {
  describe(`records in ${name}`, { skip: name === "SQLite" && noSqlite }, () => {
    test("are JSON, newest first, each stream by itself", async (t) => {
      const { records } = await make(t);
      const numbers = [
        records.append("requests", '{"a":1}', 10),
        records.append("inbox/x", '"text"', 10),
        records.append("requests", () => '{"b":2}', 10),
      ];
      assert.deepEqual(texts(records.rows("requests")), ['{"b":2}', '{"a":1}']);
      assert.deepEqual(texts(records.rows("inbox/x")), ['"text"']);
      assert.deepEqual([...records.rows("inbox/y")], []);
      assert.deepEqual(await Promise.all(numbers), [1, 1, 2]);
      assert.deepEqual(records.streams(), ["inbox/x", "requests"]);
    });

    test("come part by part, and nobody need take them all", async (t) => {
      const { records } = await make(t);
      for (let i = 1; i <= 5; i += 1) records.append("s", String(i), 10);
      const first = [...records.rows("s", { most: 2 })];
      assert.deepEqual(texts(first), ["5", "4"]);
      const rest = [...records.rows("s", { after: first[1].number })];
      assert.deepEqual(texts(rest), ["3", "2", "1"]);
      assert.deepEqual([...records.rows("s", { after: rest[2].number })], []);
      for (const { record } of records.rows("s")) if (record === "4") break;
      assert.deepEqual(texts(records.rows("s", { most: 1 })), ["5"]);
    });

    test("are kept as many as is said, and no more", async (t) => {
      const { records } = await make(t);
      records.append("other", "0", 3);
      for (let i = 1; i <= 10; i += 1) records.append("s", String(i), 3);
      assert.deepEqual(texts(records.rows("s")), ["10", "9", "8"]);
      assert.deepEqual(texts(records.rows("other")), ["0"]);
    });

    test("are forgotten, one stream or all", async (t) => {
      const { records } = await make(t);
      for (const stream of ["a", "b", "c"]) records.append(stream, "1", 3);
      records.clear("b");
      assert.deepEqual(records.streams(), ["a", "c"]);
      records.clear();
      assert.deepEqual(records.streams(), []);
      records.append("a", "2", 3);
      assert.deepEqual(texts(records.rows("a")), ["2"]);
    });
  });
}

test(
  "records in SQLite outlive the process that wrote them, to the last",
  { skip: noSqlite },
  async (t) => {
    const path = await fileOf(t);
    const first = new SqliteStore(sqlite, path);
    first.records.append("s", '"kept"', 3);
    first.close();
    const second = openStore(t, path).records;
    second.append("s", '"more"', 3);
    assert.deepEqual(texts(openStore(t, path).records.rows("s")), ['"kept"']);
    assert.deepEqual(texts(second.rows("s")), ['"more"', '"kept"']);
  },
);

test(
  "who waits for a request in SQLite sees what another process writes there",
  { skip: noSqlite },
  async (t) => {
    const path = await fileOf(t);
    const [mine, other] = [openStore(t, path).records, openStore(t, path).records];
    const journal = new Journal(mine, () => true);
    const question = { if: null, inbox: null, count: 1, timeoutMs: 20_000 };
    const waiting = journal.wait(question);
    await other.append("requests", "{}", 10);
    assert.deepEqual(await waiting, { count: 1, reached: true });
  },
);
