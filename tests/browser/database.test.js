// The store's database: of earlier versions, and deleted, in real browsers.

/* global indexedDB, store -- of the page */

import assert from "node:assert/strict";
import { test } from "node:test";
import { inEachBrowser } from "./support/mocked.js";
import { insert, list, pageWithStore, row } from "./support/store.js";

inEachBrowser("the database", (browser) => {
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
