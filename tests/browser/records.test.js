// The records of what came in, in IndexedDB, in real browsers.

/* global store -- of the page */

import assert from "node:assert/strict";
import { test } from "node:test";
import { inEachBrowser } from "./support/mocked.js";
import { pageWithStore } from "./support/store.js";

inEachBrowser("records", (browser) => {
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
});
