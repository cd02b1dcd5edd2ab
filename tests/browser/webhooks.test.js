// Webhooks of the service worker, which outlive it, the page and the browser.

/* global heard, mocking -- of the page */

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../play/sink.js";
import { comes, inMidDelay } from "./support/mid-delay.js";
import {
  get,
  hurry,
  inEachBrowser,
  mockedSite,
  openMocked,
  openPage,
  startMocking,
} from "./support/mocked.js";
import { bodies, history, noted, order, ordering, sinkFor } from "./support/ordering.js";

/** A page of a mocked site, and the sink of its webhooks. */
async function opened(t, browser) {
  const [site, sink] = [await mockedSite(t), await sinkFor(t)];
  return { sink, page: await openPage(t, browser, site) };
}

inEachBrowser("webhooks", (browser) => {
  test("a webhook is sent when its time has come; the answer does not wait", async (t) => {
    const [site, sink] = [await mockedSite(t), await sinkFor(t)];
    const page = await openMocked(t, browser, site, { mocks: ordering(sink.url, "sleep-time: 5") });
    const asked = Date.now();
    await order(page, "a");
    assert.equal((await history(page))[0].state, "scheduled");
    assert.deepEqual(await bodies(sink, 1), ["a"]);
    assert.ok(sink.arrivals[0].at - asked > 4900, "it came too early");
    assert.equal((await noted(page, { state: "sent" })).tries[0].status, 200);
  });

  test("its steps are told and shown, and the history is listed page by page", async (t) => {
    const [site, sink] = [await mockedSite(t), await sinkFor(t)];
    const page = await openMocked(t, browser, site, { mocks: ordering(sink.url) });
    await page.run(() => {
      globalThis.heard = [];
      mocking.on("webhook", ({ state, line }) => heard.push([state, line]));
    });
    for (const id of ["a", "b", "c"]) {
      await order(page, id);
      await bodies(sink, ["a", "b", "c"].indexOf(id) + 1);
    }
    assert.ok(await until(async () => (await page.run(() => heard.length)) >= 6));
    const lines = await page.run(() => heard);
    assert.ok(
      lines.some(
        ([state, line]) =>
          state === "sent" && /^webhook ordered sent: POST .*\/c {2}200/.test(line),
      ),
    );
    const shown = () =>
      page.console.filter((line) => line.startsWith("log: [wasmock] webhook ordered"));
    assert.ok(await until(() => shown().length === 6), page.console.join("\n"));
    const [newest, second] = await history(page, { limit: 2 });
    assert.match(newest.url, /\/c$/);
    const [last] = await history(page, { after: second.id });
    assert.match(last.url, /\/a$/);
    assert.deepEqual(await history(page, { state: "failed" }), []);
    assert.equal((await history(page, { id: last.id })).length, 1);
    await assert.rejects(history(page, { state: "late" }), /state/);
    await assert.rejects(history(page, { status: "sent" }), /`status` is not an option/);
  });

  test("one whose worker was ended in mid-delay is sent at the next event", async (t) => {
    const { sink, page } = await opened(t, browser);
    const id = await inMidDelay(
      sink,
      () => page,
      () => page.stopWorkers(),
    );
    await get(page, "/unmatched");
    assert.ok(await comes(sink, id));
  });

  test("a page with webhooks that wait wakes an ended worker by itself", async (t) => {
    const { sink, page } = await opened(t, browser);
    await page.run(() => import("/wasmock-test/browser.js").then(() => {})); // which asks in real time
    await hurry(page);
    const id = await inMidDelay(
      sink,
      () => page,
      () => page.stopWorkers(),
    );
    assert.ok(await comes(sink, id));
    assert.equal((await noted(page, { state: "sent" })).tries.length, 1);
  });

  test("a page that is loaded again in mid-delay changes nothing", async (t) => {
    const { sink, page } = await opened(t, browser);
    const id = await inMidDelay(
      sink,
      () => page,
      () => page.reload(),
    );
    assert.ok(await comes(sink, id));
  });

  test("with a seed ids come again at a new `start` only, and no webhook is lost by it", async (t) => {
    const [site, sink] = [await mockedSite(t), await sinkFor(t)];
    const mocks = ordering(sink.url);
    const ids = async () => (await history(page)).map(({ id }) => id);
    const page = await openMocked(t, browser, site, { mocks, seed: "same" });
    await order(page, "first");
    await bodies(sink, 1);
    await page.run((mocks) => mocking.update(mocks), mocks);
    await order(page, "updated");
    await bodies(sink, 2);
    await page.stopWorkers();
    await order(page, "woken");
    await bodies(sink, 3);
    const before = await ids();
    assert.equal(new Set(before).size, 3);
    await page.reload();
    await startMocking(page, { mocks, seed: "same" });
    await order(page, "again");
    assert.deepEqual(await bodies(sink, 4), ["first", "updated", "woken", "again"]);
    assert.deepEqual(await ids(), [before[2]]);
  });
});
