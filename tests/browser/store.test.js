// The store of webhooks in IndexedDB, in real browsers.

/* global indexedDB, store -- of the page */

import assert from "node:assert/strict";
import { test } from "node:test";
import { build } from "esbuild";
import { inCheckout } from "../../scripts/local/checkout.js";
import { inEachBrowser, mockedSite, openPage } from "./support/mocked.js";

/** The store and its database as a module for a page. */
const bundled = build({
  stdin: {
    contents: `
      export { Database } from "./js/browser/database.js";
      export { IndexedDbStore } from "./js/webhooks/indexeddb.js";
    `,
    resolveDir: inCheckout("."),
  },
  bundle: true,
  format: "esm",
  write: false,
}).then(({ outputFiles: [{ text }] }) => text);

/** A page with a fresh `store`. */
async function pageWithStore(t, browser) {
  const module = { type: "text/javascript", body: await bundled };
  const page = await openPage(t, browser, await mockedSite(t, { "/store.js": module }));
  await page.run(async () => {
    const { Database, IndexedDbStore } = await import("/store.js");
    globalThis.store = new IndexedDbStore(new Database("webhooks of a test"));
  });
  return page;
}

/** A row that waits, or is done with where there is nothing to wait for. */
const row = (id, wakeMs, more = {}) => ({
  id,
  wakeMs,
  endedMs: wakeMs === null ? Date.now() : null,
  name: "n",
  state: "s",
  entry: id,
  ...more,
});

const insert = (page, ...rows) => page.run((rows) => store.insert(rows), rows);

const ALL = { state: null, name: null, id: null, after: null, limit: 10 };

const found = (page, filter = {}) =>
  page.run((filter) => store.page(filter), { ...ALL, ...filter });
const list = async (page, filter) => (await found(page, filter)).map(({ entry }) => entry);

inEachBrowser((browser) => {
  test("what is due comes in the order of its time, what is done with never", async (t) => {
    const page = await pageWithStore(t, browser);
    assert.equal(await page.run(() => store.earliest()), null);
    await insert(page, row("late", 30), row("done", null), row("soon", 10), row("next", 20));
    assert.deepEqual(await page.run(() => store.due(20, 50)), ["soon", "next"]);
    assert.deepEqual(await page.run(() => store.due(99, 1)), ["soon"]);
    assert.equal(await page.run(() => store.earliest()), 10);
  });

  test("a row whose id is there is left alone", async (t) => {
    const page = await pageWithStore(t, browser);
    await insert(page, row("waits", 1, { entry: "old" }), row("done", null, { entry: "old" }));
    await insert(page, row("waits", 2, { entry: "new" }), row("done", 2, { entry: "new" }));
    assert.deepEqual(await list(page), ["old", "old"]);
    assert.equal(await page.run(() => store.earliest()), 1);
  });

  test("a change is one step, and one that fails changes nothing", async (t) => {
    const page = await pageWithStore(t, browser);
    await insert(page, row("counted", 1, { entry: "0", planned: { body: "small" } }));
    await page.run(() => {
      const more = (entry) => ({ id: "counted", wakeMs: 1, entry: String(Number(entry) + 1) });
      return Promise.all(Array.from({ length: 20 }, () => store.change("counted", more)));
    });
    assert.deepEqual(await list(page), ["20"]);
    const failing = page.run(() =>
      store.change("counted", () => {
        throw new Error("no such entry");
      }),
    );
    await assert.rejects(failing, /no such entry/);
    assert.deepEqual(await list(page), ["20"]);
    assert.equal(await page.run(() => store.change("none", (entry) => entry)), undefined);
  });

  test("what a row was planned from stays with it, unless it is large and done with", async (t) => {
    const page = await pageWithStore(t, browser);
    const [small, large] = [{ body: "small" }, { body: "x".repeat(70_000) }];
    await insert(page, row("small", 1, { planned: small }), row("large", 1, { planned: large }));
    await insert(page, row("none", 1));
    /** What a row that was changed twice has at the second change. */
    const plannedOf = (id, wakeMs) =>
      page.run(
        async (id, wakeMs) => {
          const row = { id, name: "n", state: "s", wakeMs, endedMs: null, entry: "" };
          await store.change(id, () => row);
          const { planned } = await store.change(id, () => row);
          return planned === undefined ? "undefined" : planned;
        },
        id,
        wakeMs,
      );
    for (const [id, wakeMs, planned] of [
      ["small", 5, small],
      ["small", null, small],
      ["large", 5, large],
      ["large", null, null],
      ["none", null, "undefined"],
    ]) {
      assert.deepEqual(await plannedOf(id, wakeMs), planned, `${id} ${wakeMs}`);
    }
  });

  test("the history is newest first, by filters and page by page", async (t) => {
    const page = await pageWithStore(t, browser);
    await insert(
      page,
      row("a", 1),
      row("b", 1, { name: "m" }),
      row("c", 1, { state: "r" }),
      row("d", 1),
    );
    assert.deepEqual(await list(page), ["d", "c", "b", "a"]);
    assert.deepEqual(
      await list(page, { limit: 1 }),
      ["d", "c"],
      "one more says that there are more",
    );
    assert.deepEqual(await list(page, { after: "c" }), ["b", "a"]);
    assert.deepEqual(await list(page, { after: "none" }), []);
    assert.deepEqual(await list(page, { name: "m" }), ["b"]);
    assert.deepEqual(await list(page, { state: "r" }), ["c"]);
    assert.deepEqual(await list(page, { id: "a" }), ["a"]);
    await page.run(() => store.clear());
    assert.deepEqual(await list(page), []);
  });

  test("what ended first is let go past 10,000, or after 7 days; what waits is kept", async (t) => {
    const page = await pageWithStore(t, browser);
    await insert(page, row("waits", 1));
    assert.equal(await page.run(() => store.waiting()), 1);
    const done = (from, to) =>
      Array.from({ length: to - from }, (_, i) => row(`done-${from + i}`, null));
    await insert(page, ...done(0, 10_000));
    const [last] = (await found(page, { limit: 9_900 })).slice(-2, -1);
    assert.equal(last.entry, "done-100");
    await insert(page, ...done(10_000, 10_500));
    const kept = await list(page, { limit: 20_000 });
    assert.deepEqual([kept.length, kept[0], kept.at(-1)], [10_001, "done-10499", "waits"]);
    assert.deepEqual(await list(page, { after: last.place }), ["waits"]);
    await insert(
      page,
      ...Array.from({ length: 100 }, (_, i) => row(`old-${i}`, null, { endedMs: 1 })),
    );
    assert.equal((await list(page, { limit: 20_000 })).length, 10_001);
  });

  test("a database of the first version is taken over with all that it holds", async (t) => {
    const page = await pageWithStore(t, browser);
    await page.run(
      () =>
        new Promise((resolve, reject) => {
          const opening = indexedDB.open("webhooks of a test", 1);
          opening.onupgradeneeded = () => {
            const options = { keyPath: "place", autoIncrement: true };
            const webhooks = opening.result.createObjectStore("webhooks", options);
            opening.result.createObjectStore("state");
            webhooks.createIndex("id", "id", { unique: true });
            webhooks.createIndex("wakeMs", "wakeMs");
            webhooks.add({ id: "old", wakeMs: null, name: "n", state: "s", entry: "old" });
            webhooks.add({ id: "waits", wakeMs: 5, name: "n", state: "s", entry: "waits" });
          };
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => resolve(opening.result.close());
        }),
    );
    assert.deepEqual(await list(page), ["waits", "old"]);
    assert.deepEqual(await page.run(() => store.due(9, 9)), ["waits"]);
    const later = Date.now() + 8 * 86_400_000;
    const none = Array.from({ length: 100 }, (_, i) => row(`${i}`, null));
    await page.run(([rows, later]) => store.insert(rows, later), [none, later]);
    assert.deepEqual(await list(page), ["waits"]);
  });

  test("a text is marked once, however many ask at once, until it is too old", async (t) => {
    const page = await pageWithStore(t, browser);
    const mark = (...asked) =>
      page.run((asked) => Promise.all(asked.map((one) => store.mark(one))), asked);
    const asked = { kind: "k", texts: ["a", "a"], nowMs: 10 };
    const answers = await mark(...Array.from({ length: 20 }, () => asked));
    assert.deepEqual(answers[0], [false, true]);
    assert.equal(answers.flat().filter((known) => !known).length, 1);
    assert.deepEqual(await mark({ kind: "other", texts: ["a"], nowMs: 10 }), [[false]]);
    const later = { kind: "k", texts: ["a"], nowMs: 30 };
    assert.deepEqual(await mark({ ...later, since: 10 }), [[true]]);
    assert.deepEqual(await mark({ ...later, since: 20 }), [[false]]);
    assert.deepEqual(await mark({ kind: "other", texts: ["a"], nowMs: 30 }), [[true]]);
    await page.run(() => store.clear());
    assert.deepEqual(await mark(later), [[false]]);
  });

  test("no more marks of a kind are remembered than is said, the first made first", async (t) => {
    const page = await pageWithStore(t, browser);
    const marked = await page.run(async () => {
      const { Database, IndexedDbStore } = await import("/store.js");
      const store = new IndexedDbStore(new Database("webhooks of a test"), 5);
      const mark = (kind, ...texts) => store.mark({ kind, texts, nowMs: 1 });
      const found = [await mark("k", "0", "1", "2", "3", "4"), await mark("other", "0")];
      found.push(await mark("k", "0", "further", "4"), await mark("k", "1"), await mark("k", "0"));
      found.push(await mark("k", "2"), await mark("k", "1"), await mark("other", "0"));
      return found;
    });
    assert.deepEqual(marked, [
      [false, false, false, false, false],
      [false],
      [true, false, true],
      [true],
      [false],
      [true],
      [false],
      [true],
    ]);
  });

  test("what is told of an object is one step with keeping its webhook", async (t) => {
    const page = await pageWithStore(t, browser);
    /** Keeps a row that asks, and says what the store knew; with `fails`, nothing. */
    const keep = (ids, fails = false) =>
      page.run(
        ([ids, fails]) => {
          const marks = { ready: ["r"], seen: ["s"] };
          const settle = (rows, known) => {
            if (fails) throw new Error("it can't be told");
            const told = rows.map((row) => ({
              id: row.id,
              entry: JSON.stringify(known),
              marks: null,
            }));
            return { rows: told, last: String(BigInt(known.last ?? "9007199254740993") + 1n) };
          };
          const row = (id) => ({
            id,
            wakeMs: 1,
            endedMs: null,
            name: "n",
            state: "s",
            marks,
            planned: "p",
          });
          return Promise.all(ids.map((id) => store.insert([row(id)], 1, settle)));
        },
        [ids, fails],
      );
    const known = async () => (await list(page, { limit: 50 })).map((entry) => JSON.parse(entry));
    await assert.rejects(keep(["0"], true), /can't be told/);
    assert.deepEqual(await known(), []);
    const ids = Array.from({ length: 20 }, (_, i) => `${i}`);
    const rows = (await keep(ids)).flat();
    assert.deepEqual([rows.length, rows[0].planned], [20, "p"]);
    const all = (await known()).reverse();
    assert.deepEqual(all[0], { ready: [], seen: [], last: null });
    assert.deepEqual(all[1], { ready: ["r"], seen: ["s"], last: "9007199254740994" });
    assert.equal(all.filter(({ ready }) => ready.length === 0).length, 1);
    assert.equal(all.at(-1).last, "9007199254741012");
    await keep(["7", "8"]);
    assert.deepEqual((await known()).reverse(), all, "what is kept is asked nothing");
    await page.run(() => store.clear());
    await keep(["7"]);
    assert.deepEqual(await known(), [{ ready: [], seen: [], last: "9007199254741013" }]);
  });

  test("a database of an earlier version gets what it lacks, and keeps what it has", async (t) => {
    const page = await pageWithStore(t, browser);
    await insert(page, row("kept", 1));
    await page.run(async () => {
      const name = "webhooks of a test";
      const done = (request) =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      await done(indexedDB.deleteDatabase(name));
      const opening = indexedDB.open(name, 1);
      opening.onupgradeneeded = () => {
        opening.result.createObjectStore("state");
        const options = { keyPath: "place", autoIncrement: true };
        const webhooks = opening.result.createObjectStore("webhooks", options);
        webhooks.createIndex("id", "id", { unique: true });
        webhooks.createIndex("wakeMs", "wakeMs");
        webhooks.add({ id: "older", wakeMs: 1, name: "n", state: "s", entry: "older" });
      };
      (await done(opening)).close();
    });
    assert.deepEqual(await list(page), ["older"]);
    const asked = { kind: "k", texts: ["a"], nowMs: 1 };
    assert.deepEqual(await page.run((asked) => store.mark(asked), asked), [false]);
  });

  test("records come newest first, by streams, and no more are kept than is said", async (t) => {
    const page = await pageWithStore(t, browser);
    const found = await page.run(async () => {
      const { records } = store;
      const others = [records.append("other", "0", 3)];
      for (let i = 1; i <= 5; i += 1) others.push(records.append("s", () => String(i), 3));
      const newest = await records.rows("s", { most: 2 });
      const older = await records.rows("s", { after: newest[0].number });
      const isKnown = (await others.at(-1)) === newest[0].number;
      const streams = await records.streams();
      await records.clear("s");
      const left = await records.streams();
      await records.clear();
      return { newest, older, streams, left, isKnown, none: await records.streams() };
    });
    const texts = (page) => page.map(({ record }) => record);
    assert.deepEqual(
      [texts(found.newest), texts(found.older)],
      [
        ["5", "4"],
        ["4", "3"],
      ],
    );
    assert.equal(found.isKnown, true, "an append gives the number");
    assert.deepEqual([found.streams, found.left, found.none], [["other", "s"], ["other"], []]);
  });

  test("a database that was deleted is opened anew", async (t) => {
    const page = await pageWithStore(t, browser);
    await insert(page, row("gone", 1));
    await page.run(
      () =>
        new Promise((resolve, reject) => {
          const deleting = indexedDB.deleteDatabase("webhooks of a test");
          deleting.onsuccess = () => resolve();
          deleting.onerror = () => reject(deleting.error);
        }),
    );
    await insert(page, row("new", 1));
    assert.deepEqual(await list(page), ["new"]);
  });
});
