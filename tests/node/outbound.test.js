// How much a deployed Worker sends to one host, as the object that counts decides it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readUrl, SENDS, takeTurn, takeTurnInTable } from "../../js/worker/outbound.js";
import { platformSqlite } from "../../js/node/sqlite.js";

const { DatabaseSync } = platformSqlite();

/** `take(host, nowMs)` of a fresh table, and `count()`, how many hosts are in it. */
function table(t) {
  const database = new DatabaseSync(":memory:");
  t.after(() => database.close());
  database.exec(SENDS);
  const query = (sql, ...values) => database.prepare(sql).all(...values);
  return {
    take: (host, nowMs) => takeTurnInTable(query, host, nowMs),
    count: () => query("SELECT host FROM sends").length,
  };
}

/** How many of so many get their turn at a time. */
const taken = (take, host, times, nowMs) =>
  Array.from({ length: times }, () => take(host, nowMs)).filter(Boolean).length;

describe("the turns of a host", () => {
  test("are 60 within any minute", (t) => {
    const { take } = table(t);
    assert.equal(taken(take, "a", 40, 0), 40);
    assert.equal(taken(take, "a", 40, 50_000), 20);
    assert.equal(taken(take, "a", 40, 59_999), 0);
    assert.equal(taken(take, "a", 60, 60_000), 40, "those of the first moment are a minute old");
    assert.equal(taken(take, "a", 60, 110_000), 20);
  });

  test("are its own, and leave nothing behind", (t) => {
    const { take, count } = table(t);
    assert.equal(taken(take, "a", 100, 0), 60);
    assert.equal(taken(take, "b", 100, 1), 60);
    assert.equal(count(), 2);
    assert.ok(take("c", 200_000));
    assert.equal(count(), 1);
  });

  test("are counted in one object whatever object sends, and asked for again if that fails", async () => {
    const asked = [];
    const object = (name) => ({
      async takeTurn(host) {
        asked.push(`${name} ${host}`);
        if (asked.length < 3) throw new Error("it is being moved");
        return asked.length < 5;
      },
    });
    const bindings = { SCHEDULER: { getByName: object } };
    assert.equal(await takeTurn(bindings, "example.com"), true);
    assert.equal(await takeTurn(bindings, "example.com."), true);
    assert.equal(await takeTurn(bindings, "example.com"), false);
    assert.equal(new Set(asked).size, 1);
    const broken = { SCHEDULER: { getByName: () => ({ takeTurn: () => assert.fail("no") }) } };
    await assert.rejects(takeTurn(broken, "example.com"), /no/);
  });
});

test("a URL is read as it will be called, or not at all", () => {
  assert.deepEqual(readUrl("HTTP://2130706433:80\\a"), ["http://127.0.0.1/a", "127.0.0.1"]);
  assert.deepEqual(readUrl("https://a@Example.com./?b"), [
    "https://a@example.com./?b",
    "example.com.",
  ]);
  for (const url of [
    "",
    "/a",
    "http://",
    "ftp://example.com/",
    "javascript:0",
    "http://256.1.1.1/",
  ]) {
    assert.equal(readUrl(url), undefined, url);
  }
});
