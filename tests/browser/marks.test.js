// The marks that the store in IndexedDB remembers, and what is told of objects by them, in real browsers.

/* global store -- of the page */

import assert from "node:assert/strict";
import { test } from "node:test";
import { inEachBrowser } from "./support/mocked.js";
import { list, pageWithStore } from "./support/store.js";

inEachBrowser("marks", (browser) => {
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
});
