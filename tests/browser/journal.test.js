// The journal and the inboxes of a page's origin, through the handle and by requests of the page.

/* global mocking -- of the page */

import assert from "node:assert/strict";
import { test } from "node:test";
import { get, inEachBrowser, mockedSite, openMocked, startMocking } from "./support/mocked.js";

const MOCKS = `
- endpoint:
    method: POST
    path: /orders/:id
    response: {status: 201}
    webhook: {sleep-time: 0, url: "/__wasmock/inbox/paid/{{path-params.id}}", body: {id: "{{path-params.id}}"}}
`;

const order = (page, id, total) =>
  get(page, `/orders/${id}`, { method: "POST", body: JSON.stringify({ total }) });

inEachBrowser("the journal", (browser) => {
  test("a page asks for its requests by conditions, and after a reload", async (t) => {
    const site = await mockedSite(t);
    const page = await openMocked(t, browser, site, { mocks: MOCKS });
    for (const total of [50, 150]) await order(page, total, total);
    const found = await page.run(async () => ({
      urls: (await mocking.requests.list()).map(({ url }) => new URL(url).pathname),
      large: await mocking.requests.find("json-params.total > 100", { limit: 1 }),
      count: await mocking.requests.count("path-params.id >= 50 and response.status = 201"),
      wrong: await mocking.requests.count("methd = 1").catch(({ name, message }) => name + message),
      misuse: await mocking.requests.list({ iff: "" }).catch(({ message }) => message),
    }));
    assert.deepEqual(found.urls, ["/orders/150", "/orders/50"]);
    const [{ body, status, endpoint }] = found.large;
    assert.deepEqual([body, status, endpoint.path], ['{"total":150}', 201, "/orders/:id"]);
    assert.equal(found.count, 2);
    assert.match(found.wrong, /^ConditionErrorthe condition is wrong[^]*did you mean `method`/);
    assert.match(found.misuse, /`iff` is not an option/);
    await page.reload();
    await startMocking(page, { mocks: MOCKS });
    assert.equal(await page.run(() => mocking.requests.count()), 2);
    assert.equal(
      await page.run(() => mocking.requests.clear().then(() => mocking.requests.count())),
      0,
    );
  });

  test("a page waits for a request of its own, and no longer than it says", async (t) => {
    const page = await openMocked(t, browser, await mockedSite(t), { mocks: MOCKS });
    const [waited, late] = await page.run(async () => {
      const waiting = mocking.requests.wait({ count: 2, timeout: "60s" });
      for (const id of [1, 2]) await fetch(`/orders/${id}`, { method: "POST" });
      return [await waiting, await mocking.requests.wait({ count: 3, timeout: "1ms" })];
    });
    assert.deepEqual(waited, { count: 2, reached: true });
    assert.deepEqual(late, { count: 2, reached: false });
  });

  test("an inbox has what webhooks and the page sent to it", async (t) => {
    const page = await openMocked(t, browser, await mockedSite(t), { mocks: MOCKS });
    await order(page, 7, 1);
    await get(page, "/__wasmock/inbox/paid", { method: "PUT", body: "x" });
    const found = await page.run(async () => ({
      waited: await mocking.inbox("paid").wait({ count: 2, timeout: "20s" }),
      webhook: await mocking.inbox("paid").find("path-params.x not exists and json-params.id = 7"),
      put: await mocking.inbox("paid").count('method = "PUT" and body = "x"'),
      names: await mocking.inboxes(),
      journal: await mocking.requests.count(),
      wrong: await mocking
        .inbox("a b")
        .list()
        .catch(({ message }) => message),
    }));
    assert.deepEqual(found.waited, { count: 2, reached: true });
    assert.deepEqual(
      found.webhook.map(({ url, signature }) => [new URL(url).pathname, signature]),
      [["/__wasmock/inbox/paid/7", null]],
    );
    assert.deepEqual([found.put, found.names, found.journal], [1, ["paid"], 1]);
    assert.match(found.wrong, /an inbox's name/);
  });
});
