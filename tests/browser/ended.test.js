// What a page asked of its worker, which is ended before it answers.

/* global advanced, mocking, waited -- of the page */

import assert from "node:assert/strict";
import { test } from "node:test";
import { get, inEachBrowser, mockedSite, openMocked } from "./support/mocked.js";
import { bodies, noted, order, ordering, sinkFor } from "./support/ordering.js";
import { atHost } from "./support/site.js";

/** By how much a machine may be late that is very busy, in milliseconds. */
const LATE = 30_000;

/** A page whose orders have a webhook with these keys, and its sink. */
async function opened(t, browser, keys) {
  const [site, sink] = [await mockedSite(t), await sinkFor(t)];
  const page = await openMocked(t, browser, site, { mocks: ordering(sink.url, keys) });
  t.after(() => page.run(() => mocking.reset()).catch(() => {}));
  return { page, sink };
}

/** Asks for the clock to be advanced, by each of these times at once; what comes of it is `advanced`. */
const beginToAdvance = (page, ...times) =>
  page.run((times) => {
    globalThis.advanced = Promise.all(times.map((time) => mocking.clock.advance(time)));
  }, times);

/** Asserts how far ahead of ours the last instant is that an advance gave. */
async function isAhead(page, seconds) {
  const ahead = Date.parse((await page.run(() => advanced)).at(-1)) - Date.now();
  assert.ok(Math.abs(ahead - seconds * 1000) < LATE, `${ahead} ms ahead, not ${seconds} s`);
}

inEachBrowser("a worker that was ended", (browser, name) => {
  test("an advance goes on where it was: what was being sent is sent again, at its time", async (t) => {
    const { page, sink } = await opened(t, browser, "sleep-time: 590, timeout: 20m");
    const release = sink.hold("/a");
    await order(page, "a");
    await beginToAdvance(page, "600s");
    await bodies(sink, 1);
    await page.stopWorkers();
    release();
    await isAhead(page, 600);
    assert.deepEqual(await bodies(sink, 2), ["a", "a"]);
    const { tries, state } = await noted(page, { name: "ordered" });
    assert.equal(state, "sent");
    assert.deepEqual(
      tries.map(({ status, error }) => status ?? error),
      ["the sender was ended before it could report", 200],
    );
  });

  test("two advances at once move the clock by the sum, and no further when they go on", async (t) => {
    const { page, sink } = await opened(t, browser, "sleep-time: 590");
    const release = sink.hold("/a");
    await order(page, "a");
    await beginToAdvance(page, "600s", "1200s");
    await bodies(sink, 1);
    await page.stopWorkers();
    release();
    await isAhead(page, 1800);
  });

  test("a wait goes on, and ends when what it waits for is there", async (t) => {
    const { page } = await opened(t, browser, "sleep-time: 60");
    await page.run(() => {
      globalThis.waited = mocking.requests.wait({ count: 2, timeout: "10m" });
    });
    await order(page, "a");
    await page.stopWorkers();
    await order(page, "b");
    assert.deepEqual(await page.run(() => waited), { count: 2, reached: true });
  });

  test("what must not be done twice is refused with what to do", async (t) => {
    const { page } = await opened(t, browser, "sleep-time: 60");
    const refused = await page.run(async () => {
      const { port1, port2 } = new MessageChannel();
      const { controller } = navigator.serviceWorker;
      controller.postMessage({ wasmock: "replay", ask: "a", sinceMs: 2000, id: "b" }, [port2]);
      return new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data.error)));
    });
    assert.match(refused, /was ended before it could say .* ask for it again/);
  });

  test("a page whose worker is gone is told so, and may stop", async (t) => {
    const site = await mockedSite(t, {
      "/clear": { type: "text/plain", headers: { "clear-site-data": '"storage"' }, body: "" },
    });
    const cleared = atHost(site, "cleared");
    const page = await openMocked(t, browser, cleared, { mocks: ordering(site.url) });
    await get(page, "/clear");
    const said = await page.run(() => mocking.inboxes().catch(({ message }) => message));
    // Firefox lets a worker be that still has a page.
    if (name === "chromium") assert.match(said, /the service worker is gone.*: call `start` again/);
    await page.run(() => mocking.stop());
  });
});
