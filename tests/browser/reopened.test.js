// What a test needs a browser of its own for: to close it and open it again, or to set its patience.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../play/sink.js";
import { BROWSERS } from "./support/browsers.js";
import { ask, FILES, isControlled, noted, openControlled } from "./support/by-hand.js";
import { comes, inMidDelay } from "./support/mid-delay.js";
import { mockedSite, openPage } from "./support/mocked.js";
import { sinkFor } from "./support/ordering.js";
import { startSite } from "./support/site.js";

/** Closes a browser while a webhook waits in a page of it, and opens it again: that one's id, and its sink. */
async function reopen(t, browser) {
  const [site, sink] = [await mockedSite(t), await sinkFor(t)];
  let isClosed = false;
  const open = async () => {
    if (isClosed) await browser.start();
    isClosed = false;
    return openPage(t, browser, site);
  };
  const id = await inMidDelay(sink, open, async () => {
    await browser.close();
    isClosed = true;
  });
  await open();
  return { id, sink };
}

/** Whether the page's worker ends by itself when it is left alone. */
async function endsByItself(page) {
  const born = async () => (await ask(page, "/mocked")).json.born;
  const first = await born();
  return until(async () => {
    await sleep(1000); // each question wakes it, so it is left alone for a while
    return (await born()) !== first;
  });
}

describe("a browser of one's own", { concurrency: BROWSERS.length }, () => {
  for (const { name, launch, skip } of BROWSERS) {
    describe(name, { skip, concurrency: 1 }, () => {
      let browser;
      before(async () => skip || (browser = await launch()));
      after(() => browser?.end());

      test("has what was stored when it is opened again, and the webhook that waited is sent", async (t) => {
        const site = await startSite(t, FILES);
        const page = await openControlled(t, browser, site);
        await ask(page, "/mocked/note");
        assert.ok(await until(async () => (await noted(page)) !== undefined));
        const { id, sink } = await reopen(t, browser);
        assert.ok(await comes(sink, id));
        const reopened = await openPage(t, browser, site, "/");
        assert.equal(await isControlled(reopened), true);
        assert.equal(await noted(reopened), "/mocked/note");
        assert.equal((await ask(reopened, "/mocked")).status, 201);
      });

      // In Chromium none does, as long as a debugger listens (support/chromium.js).
      if (name === "firefox")
        test("lets an idle worker end by itself", async (t) => {
          const page = await openControlled(t, browser, await startSite(t, FILES));
          await browser.letIdle(100);
          assert.ok(await endsByItself(page));
        });
    });
  }
});
