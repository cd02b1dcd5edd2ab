// What is done to webhooks and to time in a page: the clock advanced, one sent once more, all forgotten.

/* global mocking -- of the page */

import assert from "node:assert/strict";
import { test } from "node:test";
import { get, inEachBrowser, mockedSite, openMocked, textOf } from "./support/mocked.js";
import { bodies, history, noted, order, ordering, sinkFor } from "./support/ordering.js";

/** By how much a machine may be late that is very busy, in milliseconds. */
const LATE = 30_000;

const NOW = "- endpoint: {path: /now, response: {body: '{{now}}'}}\n";

const advance = (page, time) => page.run((time) => mocking.clock.advance(time), time);
const post = (page, path, body) => get(page, `/__wasmock/${path}`, { method: "POST", body });

/** Asserts that an instant is so far ahead of ours. */
function isAhead(instant, seconds) {
  const ahead = Date.parse(instant) - Date.now();
  assert.ok(Math.abs(ahead - seconds * 1000) < LATE, `${ahead} ms ahead, not ${seconds} s`);
}

/** A page whose orders have a webhook with these keys, and its sink. */
async function opened(t, browser, keys) {
  const [site, sink] = [await mockedSite(t), await sinkFor(t)];
  const mocks = ordering(sink.url, keys) + NOW;
  const page = await openMocked(t, browser, site, { mocks });
  t.after(() => page.run(() => mocking.reset()).catch(() => {}));
  return { page, sink };
}

inEachBrowser("commands", (browser) => {
  test("the clock is advanced: what waits a minute has come, each try at its time", async (t) => {
    const { page, sink } = await opened(t, browser, "retry: {schedule: [5s, 5m, 30m]}");
    sink.answer("/a", [503, 500, 502]);
    await order(page, "a");
    isAhead(await advance(page, "60s"), 60);
    assert.equal(sink.arrivals.length, 1);
    isAhead(await advance(page, "1h"), 3660);
    const sent = await noted(page, { state: "sent" });
    const times = [sent.scheduledAt, ...sent.tries.map(({ at }) => at)].map(Date.parse);
    const waits = times.slice(1).map((time, i) => time - times[i]);
    const wanted = [60_000, 5_000, 300_000, 1_800_000];
    const isRight = (wait, i) => wait >= wanted[i] && wait < wanted[i] + LATE;
    assert.ok(waits.length === 4 && waits.every(isRight), `${waits} ms, not ${wanted}`);
    await assert.rejects(advance(page, 60), /such as "60s"/);
    await assert.rejects(advance(page, "sixty"), /must be a time/);
  });

  test("the clock stays ahead when the worker was ended, and what waits comes in time", async (t) => {
    const { page, sink } = await opened(t, browser, "sleep-time: 90");
    await advance(page, "2d");
    await order(page, "a");
    await page.stopWorkers();
    isAhead(await textOf(page, "/now"), 2 * 86_400);
    await advance(page, "90s");
    assert.deepEqual(await bodies(sink, 1), ["a"]);
    await page.run(() => mocking.reset());
    isAhead(await textOf(page, "/now"), 0);
  });

  test("a webhook that has ended is sent once more; else the reason is told", async (t) => {
    const { page, sink } = await opened(t, browser, "sleep-time: 0");
    await order(page, "a");
    const { id, tries } = await noted(page, { state: "sent" });
    const replay = (id) => page.run((id) => mocking.webhooks.replay(id), id);
    const waiting = await replay(id);
    assert.deepEqual([waiting.id, waiting.state, waiting.tries], [id, "scheduled", tries]);
    assert.deepEqual(await bodies(sink, 2), ["a", "a"]);
    const sent = sink.arrivals.map(({ headers }) => headers["webhook-id"]);
    assert.deepEqual(sent, [[id], [id]]);
    assert.equal((await noted(page, { state: "sent" })).tries.length, 2);
    await assert.rejects(replay("none"), /no webhook of this id/);
  });

  test("a page waits for webhooks and for what is being sent, and forgets them", async (t) => {
    const { page, sink } = await opened(t, browser, "sleep-time: 0");
    const waiting = page.run(() =>
      mocking.webhooks.wait({ state: "sent", count: 2, timeout: "60s" }),
    );
    for (const id of ["a", "b"]) await order(page, id);
    assert.deepEqual(await waiting, { count: 2, reached: true });
    const late = { name: "ordered", count: 3, timeout: "1ms" };
    const wait = (asked) => page.run((asked) => mocking.webhooks.wait(asked), asked);
    assert.deepEqual(await wait(late), { count: 2, reached: false });
    assert.deepEqual(await wait({ name: "none", timeout: "1ms" }), { count: 0, reached: false });
    await assert.rejects(wait({ limit: 1 }), /`limit` is not an option of wait/);
    const release = sink.hold("/c");
    await order(page, "c");
    await bodies(sink, 3);
    const settling = page.run(() => mocking.webhooks.settled());
    assert.equal((await history(page))[0].state, "scheduled");
    release();
    await settling;
    assert.equal((await history(page))[0].state, "sent");
    await page.run(() => mocking.webhooks.clear());
    assert.deepEqual(await history(page), []);
    isAhead(await page.run(() => mocking.clock.now()), 0);
  });

  test("a reset forgets what waits and what was", async (t) => {
    const { page, sink } = await opened(t, browser, "sleep-time: 30");
    await order(page, "a");
    assert.equal(await page.run(() => mocking.requests.count()), 1);
    await page.run(() => mocking.reset());
    assert.deepEqual(await history(page), []);
    assert.equal(await page.run(() => mocking.requests.count()), 0);
    await advance(page, "60s");
    assert.deepEqual(sink.arrivals, []);
  });

  test("the same by the engine's own paths", async (t) => {
    const { page, sink } = await opened(t, browser, "sleep-time: 30");
    await order(page, "a");
    const advanced = await post(page, "clock/advance", '{"by": "30s"}');
    assert.equal(advanced.status, 200);
    isAhead(JSON.parse(advanced.text).now, 30);
    const { id } = await noted(page, { state: "sent" });
    assert.equal((await post(page, `webhooks/${id}/replay`)).status, 202);
    assert.equal((await post(page, "webhooks/none/replay")).status, 404);
    assert.deepEqual(await bodies(sink, 2), ["a", "a"]);
    assert.equal((await post(page, "clock/advance", "{}")).status, 400);
    assert.equal((await get(page, "/__wasmock/reset")).status, 405);
    assert.deepEqual(await post(page, "reset"), { status: 200, text: "{}" });
    assert.deepEqual(await history(page), []);
  });
});
