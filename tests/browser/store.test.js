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

const row = (id, wakeMs, more = {}) => ({ id, wakeMs, name: "n", state: "s", entry: id, ...more });

const insert = (page, ...rows) => page.run((rows) => store.insert(rows), rows);

const ALL = { state: null, name: null, id: null, after: null, limit: 10 };

const list = (page, filter = {}) => page.run((filter) => store.page(filter), { ...ALL, ...filter });

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
    await insert(page, row("counted", 1, { entry: "0", planned: "from this" }));
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
    const plannedAfter = (wakeMs) =>
      page.run(async (wakeMs) => {
        const row = { id: "counted", wakeMs, entry: "" };
        return (await store.change("counted", () => row)).planned ?? null;
      }, wakeMs);
    assert.equal(await plannedAfter(5), "from this");
    assert.equal(await plannedAfter(null), null);
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

  test("the oldest that are done with are let go, what waits is kept", async (t) => {
    const page = await pageWithStore(t, browser);
    await insert(page, row("waits", 1));
    await insert(page, ...Array.from({ length: 2000 }, (_, i) => row(`done-${i}`, null)));
    const kept = await list(page, { limit: 5000 });
    assert.equal(kept.length, 1001);
    assert.equal(kept[0], "done-1999");
    assert.equal(kept.at(-1), "waits");
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
