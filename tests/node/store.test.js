// The stores of webhooks: what an `Outbox` asks of them holds in memory and in SQLite.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { MemoryStore } from "../../js/webhooks/memory.js";
import { done, filter, insertDone, page, row } from "./support/rows.js";
import { noSqlite, stores } from "./support/stores.js";

const DAY_MS = 86_400_000;

for (const [name, make] of Object.entries(stores)) {
  describe(`a store in ${name}`, { skip: name === "SQLite" && noSqlite }, () => {
    test("leaves alone a row whose id is there", async (t) => {
      const store = await make(t);
      store.insert([row("a")]);
      store.insert([row("a", { entry: "another" }), row("b")]);
      assert.deepEqual(page(store), ["b", "a"]);
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
      assert.deepEqual([store.earliest(), page(store, { state: "sent" })], [null, ["a+"]]);
      assert.equal(
        store.change("none", () => assert.fail("there is nothing to change")),
        undefined,
      );
    });

    test("pages by every filter, and gives one more than the limit where there are more", async (t) => {
      const store = await make(t);
      store.insert([row("a"), row("b", { name: "m" }), done("c"), row("d")]);
      const ids = (more) => page(store, more);
      assert.deepEqual(ids({ limit: 2 }), ["d", "c", "b"]);
      assert.deepEqual(ids({ limit: 2, after: "c" }), ["b", "a"]);
      assert.deepEqual(ids({ after: "none" }), []);
      assert.deepEqual(ids({ state: "scheduled", name: "n" }), ["d", "a"]);
      assert.deepEqual(ids({ id: "b" }), ["b"]);
      assert.deepEqual(ids({ id: "b", name: "n" }), []);
      assert.deepEqual(ids({ id: "b", after: "b" }), []);
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

    test("remembers 100,000 marks of a kind, and lets go of those that were made first", async (t) => {
      const store = await make(t);
      const mark = (kind, ...texts) => store.mark({ kind, texts, nowMs: 1 });
      const many = Array.from({ length: 100_000 }, (_, i) => String(i));
      assert.ok(!mark("k", ...many).includes(true));
      assert.deepEqual(mark("other", "0"), [false]);
      assert.deepEqual(mark("k", "0", "1"), [true, true]);
      assert.deepEqual(mark("k", "further"), [false]);
      assert.deepEqual(mark("k", "1", "2", "further"), [true, true, true]);
      assert.deepEqual(mark("k", "0"), [false]);
      assert.deepEqual(mark("k", "2"), [true]);
      assert.deepEqual(mark("k", "1"), [false]);
      assert.deepEqual(mark("other", "0"), [true]);
    });

    test("knows how many wait", async (t) => {
      const store = await make(t);
      store.insert([row("a"), row("b"), done("c")]);
      assert.equal(store.waiting(), 2);
      store.change("a", () => done("a"));
      store.change("c", () => row("c", { wakeMs: 5 }));
      store.change("c", () => row("c", { wakeMs: 7 }));
      assert.deepEqual([store.waiting(), store.earliest(), store.due(9, 9)], [2, 7, ["c"]]);
      store.clear();
      assert.deepEqual([store.waiting(), store.earliest(), store.due(9, 9)], [0, null, []]);
    });

    test("lets go of those that ended first past 10,000, and of none that waits", async (t) => {
      const store = await make(t);
      store.insert([row("waits"), row("ends")], 0);
      insertDone(store, 0, 10_500, {}, 0);
      store.change("ends", () => done("ends", { endedMs: 20 }));
      insertDone(store, 10_500, 11_000, { endedMs: 30 }, 0);
      const kept = page(store, { limit: 20_000 });
      assert.ok(kept.length >= 10_000 && kept.length <= 10_101, `${kept.length} are kept`);
      assert.deepEqual([kept[0], ...kept.slice(-2)], ["10999", "ends", "waits"]);
    });

    test("lets go of what ended more than 7 days ago", async (t) => {
      const store = await make(t);
      store.insert([row("waits")], 0);
      insertDone(store, 0, 100, { endedMs: 100 }, 0);
      insertDone(store, 100, 200, { endedMs: DAY_MS }, 7 * DAY_MS);
      assert.equal(page(store, { limit: 1000 }).length, 201);
      insertDone(store, 200, 300, { endedMs: 8 * DAY_MS }, 8 * DAY_MS - 1);
      const kept = page(store, { limit: 1000 });
      assert.deepEqual(
        [kept.length, kept[0], kept.at(-2), kept.at(-1)],
        [201, "299", "100", "waits"],
      );
    });

    test("goes on with the next page after its last row was let go", async (t) => {
      const store = await make(t);
      store.insert([row("waits")], 0);
      insertDone(store, 0, 10_000, {}, 0);
      const first = store.page(filter({ limit: 9900 })).slice(0, 9900);
      assert.equal(first.at(-1).entry, "100");
      insertDone(store, 10_000, 11_000, { endedMs: 20 }, 0);
      assert.deepEqual(page(store, { id: "100" }), []);
      assert.deepEqual(page(store, { after: first.at(-1).place }), ["waits"]);
    });
  });
}

describe("a store in memory", () => {
  /** How often a store looks at when a row is due, for each of so many that are inserted, sent and ended. */
  function looks(count) {
    let looks = 0;
    const counted = (row, wakeMs) =>
      Object.defineProperty(row, "wakeMs", { get: () => ((looks += 1), wakeMs) });
    const store = new MemoryStore();
    for (let i = 0; i < count; i += 1) {
      store.insert([counted(row(`${i}`), 1000 + ((i * 7919) % count))]);
      store.earliest();
    }
    for (let due = store.due(Infinity, 50); due.length > 0; due = store.due(Infinity, 50)) {
      for (const id of due) {
        store.change(id, () => counted(row(id), 10_000_000));
        store.change(id, () => counted(done(id), null));
        store.earliest();
      }
    }
    return looks / count;
  }

  test("does not look at all that waits to find what is due", () => {
    const [few, many] = [looks(500), looks(50_000)];
    assert.ok(many < few * 3, `${few} looks for each of 500, ${many} for each of 50,000`);
  });

  test("bounds the texts of what is done with", () => {
    const store = new MemoryStore();
    const entry = "x".repeat(64 * 1024);
    for (let i = 0; i < 3000; i += 1) store.insert([done(`${i}`, { entry: `${i}${entry}` })], 0);
    const kept = store.page(filter({ limit: 5000 })).length;
    assert.ok(kept > 900 && kept <= 1024, `${kept} are kept`);
  });

  test("that has let go of nearly all gives the rest", () => {
    const store = new MemoryStore();
    store.insert([row("waits")], 0);
    insertDone(store, 0, 30_000, {}, 0);
    assert.deepEqual(page(store, { limit: 1 }), ["29999", "29998"]);
    assert.deepEqual(page(store, { after: "25000", limit: 1 }), ["24997", "24996"]);
    assert.deepEqual(page(store, { state: "scheduled" }), ["waits"]);
  });
});
