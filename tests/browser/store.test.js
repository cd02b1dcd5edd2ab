// The store of webhooks in IndexedDB, in real browsers.

/* global store -- of the page */

import assert from "node:assert/strict";
import { test } from "node:test";
import { inEachBrowser } from "./support/mocked.js";
import { found, insert, list, pageWithStore, row } from "./support/store.js";

inEachBrowser("the store", (browser) => {
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
    assert.equal(await found(page, { after: "none" }), undefined);
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
});
