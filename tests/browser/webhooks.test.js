// Webhooks of the service worker, which outlive it, the page and the browser.

/* global heard, mocking -- of the page */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { startSink, until } from "../play/sink.js";
import {
  get,
  inEachBrowser,
  mockedSite,
  openMocked,
  openPage,
  startMocking,
} from "./support/mocked.js";

/** How long what must come is waited for. */
const PATIENCE_MS = 45_000;

/** Mocks whose endpoint POST /order/:id has a webhook, with further keys of it. */
const ordering = (url, keys = "sleep-time: 0") => `
- endpoint:
    method: POST
    path: /order/:id
    response: {status: 201, body: ordered}
    webhook: {name: ordered, url: "${url}/{{path-params.id}}", method: POST, body: '{"id": "{{path-params.id}}"}', ${keys}}
`;

const order = async (page, id) =>
  assert.equal((await get(page, `/order/${id}`, { method: "POST", body: "{}" })).status, 201);

/** A sink that lets browsers in, or not. */
async function sinkFor(t, options = { cors: true }) {
  const sink = await startSink(options);
  t.after(sink.end);
  return sink;
}

/** Waits until so many webhooks have come: their bodies. */
async function bodies(sink, count) {
  const have = await sink.until((arrivals) => arrivals.length >= count, PATIENCE_MS);
  assert.ok(have, `${sink.arrivals.length} arrivals, not ${count}`);
  return sink.arrivals.map(({ body }) => JSON.parse(body).id);
}

/**
 * Orders with a delayed webhook in the page that `open` gives, and interrupts it before it is sent:
 * its id. What comes too late on a slow machine is done again with a longer delay.
 */
async function inMidDelay(sink, open, interrupt) {
  for (const seconds of [2, 8, 32]) {
    const page = await open();
    await startMocking(page, { mocks: ordering(sink.url, `sleep-time: ${seconds}`) });
    await order(page, `after-${seconds}`);
    assert.equal((await history(page))[0].state, "scheduled"); // it is stored
    await interrupt(page);
    if (!hasCome(sink, `after-${seconds}`)) return `after-${seconds}`;
  }
  return assert.fail("the interruption took too long");
}

const hasCome = (sink, id) => sink.arrivals.some(({ path }) => path === `/${id}`);

const comes = (sink, id) => sink.until(() => hasCome(sink, id), PATIENCE_MS);

const history = (page, filter = {}) => page.run((filter) => mocking.webhooks(filter), filter);

/** Waits until the history has such a webhook, and gives it. */
async function noted(page, filter) {
  await until(async () => (await history(page, filter)).length > 0, PATIENCE_MS);
  const [found] = await history(page, filter);
  assert.ok(found, JSON.stringify(await history(page)));
  return found;
}

inEachBrowser((browser) => {
  test("a webhook is sent when its time has come; the answer does not wait", async (t) => {
    const [site, sink] = [await mockedSite(t), await sinkFor(t)];
    const page = await openMocked(t, browser, site, { mocks: ordering(sink.url, "sleep-time: 1") });
    await order(page, "a");
    const answered = Date.now();
    assert.equal((await history(page))[0].state, "scheduled");
    assert.deepEqual(await bodies(sink, 1), ["a"]);
    assert.ok(sink.arrivals[0].at - answered > 800, "it came too early");
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
    assert.ok(await until(async () => (await page.run(() => heard.length)) >= 6, PATIENCE_MS));
    const lines = await page.run(() => heard);
    assert.ok(
      lines.some(
        ([state, line]) =>
          state === "sent" && /^webhook ordered sent: POST .*\/c {2}200/.test(line),
      ),
    );
    const shown = () =>
      page.console.filter((line) => line.startsWith("log: [wasmock] webhook ordered"));
    assert.ok(await until(() => shown().length === 6, PATIENCE_MS), page.console.join("\n"));
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
    const [site, sink] = [await mockedSite(t), await sinkFor(t)];
    const page = await openPage(t, browser, site);
    const id = await inMidDelay(
      sink,
      () => page,
      () => browser.stopWorkers(),
    );
    await get(page, "/unmatched");
    assert.ok(await comes(sink, id));
  });

  test("a page with webhooks that wait wakes an ended worker by itself", async (t) => {
    const [site, sink] = [await mockedSite(t), await sinkFor(t)];
    const page = await openPage(t, browser, site);
    const id = await inMidDelay(
      sink,
      () => page,
      () => browser.stopWorkers(),
    );
    assert.ok(await comes(sink, id));
    assert.equal((await noted(page, { state: "sent" })).tries.length, 1);
  });

  test("a page that is loaded again in mid-delay changes nothing", async (t) => {
    const [site, sink] = [await mockedSite(t), await sinkFor(t)];
    const page = await openPage(t, browser, site);
    const id = await inMidDelay(
      sink,
      () => page,
      () => page.reload(),
    );
    assert.ok(await comes(sink, id));
  });

  test("with a seed, the same ids after a reload are sent again", async (t) => {
    const [site, sink] = [await mockedSite(t), await sinkFor(t)];
    const options = { mocks: ordering(sink.url), seed: "same" };
    const page = await openMocked(t, browser, site, options);
    await order(page, "first");
    const { id } = await noted(page, { state: "sent" });
    await page.reload();
    await startMocking(page, options);
    await order(page, "second");
    assert.deepEqual(await bodies(sink, 2), ["first", "second"]);
    assert.deepEqual(
      (await history(page)).map((webhook) => webhook.id),
      [id],
    );
  });

  test("a secret goes to the target, and into no history", async (t) => {
    const [site, sink] = [await mockedSite(t), await sinkFor(t)];
    const mocks = ordering(sink.url, "sleep-time: 0, headers: {x-key: $env:KEY}");
    const page = await openMocked(t, browser, site, { mocks, env: { KEY: "hidden-value" } });
    await order(page, "a");
    await bodies(sink, 1);
    assert.deepEqual(sink.arrivals[0].headers["x-key"], ["hidden-value"]);
    assert.ok(!JSON.stringify(await history(page)).includes("hidden-value"));
  });

  test("a target that does not allow the call is told as such", async (t) => {
    const [site, sink] = [await mockedSite(t), await sinkFor(t, {})];
    const page = await openMocked(t, browser, site, { mocks: ordering(sink.url) });
    await order(page, "a");
    const { reason } = await noted(page, { state: "failed" });
    assert.match(reason, new RegExp(`does not allow calls from ${site.url} \\(CORS\\)`));
    const shown = () =>
      page.console.some((line) => /^warn(ing)?: \[wasmock\] webhook ordered failed/.test(line));
    assert.ok(await until(shown, PATIENCE_MS), page.console.join("\n"));
  });

  test("with `relay` the page's own server sends it", async (t) => {
    const site = await mockedSite(t, {
      "/__wasmock/relay": { type: "application/json", body: '{"status": 204}' },
    });
    const mocks = ordering("http://api.example.test");
    const page = await openMocked(t, browser, site, { mocks, relay: true });
    await get(page, "/order/a?b", { method: "POST", body: "żółw", headers: { "x-a": "b" } });
    assert.equal((await noted(page, { state: "sent" })).tries[0].status, 204);
    const [{ method, headers, body }] = site.requests.filter(
      ({ path }) => path === "/__wasmock/relay",
    );
    assert.deepEqual([method, headers["content-type"]], ["POST", "application/json"]);
    const asked = JSON.parse(body);
    assert.deepEqual(Object.keys(asked).sort(), [
      "body",
      "head",
      "id",
      "isOwn",
      "mocks",
      "nowMs",
      "seed",
    ]);
    assert.equal(asked.mocks, createHash("sha256").update(mocks).digest("hex"));
    assert.equal(Buffer.from(asked.body, "base64").toString(), "żółw");
    assert.match(asked.head, new RegExp(`^POST ${site.url}/order/a\\?b\\n[^]*x-a: b`));
    assert.match(asked.seed, /^[0-9a-f]{32}$/);
    assert.equal(asked.isOwn, true);
    assert.equal(asked.id, (await history(page))[0].id);
  });

  test("a relay that refuses is told with its reason", async (t) => {
    const site = await mockedSite(t);
    const page = await openMocked(t, browser, site, {
      mocks: ordering("http://api.example.test"),
      relay: true,
    });
    await order(page, "none");
    assert.match(
      (await noted(page, { state: "failed" })).reason,
      /relay refused with 404: it is no relay; is the plugin/,
    );
    const refusal = { status: 403, type: "application/json", body: '{"error": "not from there"}' };
    site.files["/elsewhere"] = refusal;
    await startMocking(page, { mocks: ordering("http://api.example.test"), relay: "/elsewhere" });
    await order(page, "refused");
    const failed = async () => (await history(page, { state: "failed" })).length === 2;
    assert.ok(await until(failed, PATIENCE_MS));
    assert.match((await history(page))[0].reason, /elsewhere refused with 403: not from there/);
  });

  // The last, since the browser is closed in it.
  test("one is sent after the browser was closed and opened again", async (t) => {
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
    assert.ok(await comes(sink, id));
  });
});
