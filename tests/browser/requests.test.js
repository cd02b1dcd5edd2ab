// Requests that are mocked, in real browsers.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  get,
  inEachBrowser,
  mockedSite,
  openMocked,
  reached,
  startMocking,
  textOf,
} from "./support/mocked.js";
import { MOCKS } from "./support/mocks.js";

inEachBrowser("requests", (browser) => {
  test("a worker that was ended answers the first request that wakes it", async (t) => {
    const site = await mockedSite(t);
    const page = await openMocked(t, browser, site, { mocks: MOCKS });
    for (let i = 0; i < 4; i++) {
      await page.stopWorkers();
      assert.equal(await textOf(page, `/mocked?${i}`), "mocked");
      await page.stopWorkers();
      assert.equal(
        await textOf(page, "/mocked", { method: "POST", body: `body ${i}` }),
        `body ${i}`,
      );
      await page.stopWorkers();
      const sent = { method: "PUT", headers: { "x-a": "b" }, body: "żółw" };
      assert.equal((await get(page, `/other?${i}`, sent)).status, 404);
      const [{ method, headers, body }] = reached(site, `/other?${i}`);
      assert.deepEqual([method, headers["x-a"], body], ["PUT", "b", "żółw"]);
    }
  });

  test("an endpoint with a host answers for that, one without for the page's origin and those given", async (t) => {
    const site = await mockedSite(t);
    const far = await mockedSite(t, {
      "/mocked": {
        type: "text/plain",
        body: "the server's",
        headers: { "access-control-allow-origin": "*" },
      },
    });
    const page = await openMocked(t, browser, site, { mocks: MOCKS });
    assert.equal(await textOf(page, "http://api.example.test/far"), "far");
    assert.equal(
      await textOf(page, "https://api.example.test/far", { headers: { "x-a": "b" } }),
      "far",
    );
    assert.equal(await textOf(page, `${far.url}/mocked`), "the server's");
    await startMocking(page, { mocks: MOCKS, origins: [far.url] });
    assert.equal(await textOf(page, `${far.url}/mocked`), "mocked");
  });

  test("a mocked redirect is followed, to what is mocked too", async (t) => {
    const site = await mockedSite(t);
    const page = await openMocked(t, browser, site, { mocks: MOCKS });
    assert.equal(await textOf(page, "/moved"), "mocked");
    assert.equal(reached(site, "/mocked").length, 0);
  });

  test("a latency is waited for, and a page may give up", async (t) => {
    const site = await mockedSite(t);
    const stuck = "- endpoint: {path: /stuck, latency: 60s, response: {body: stuck}}\n";
    const page = await openMocked(t, browser, site, { mocks: MOCKS + stuck });
    const [ms, text] = await page.run(async () => {
      const began = performance.now();
      const text = await (await fetch("/slow")).text();
      return [performance.now() - began, text];
    });
    assert.equal(text, "slow");
    assert.ok(ms >= 299, `${ms} ms`);
    const gaveUp = await page.run(() =>
      fetch("/stuck", { signal: AbortSignal.timeout(20) }).catch(({ name }) => name),
    );
    assert.equal(gaveUp, "TimeoutError");
    assert.equal(await textOf(page, "/mocked"), "mocked");
  });

  test("the engine's own data is answered, its page is not", async (t) => {
    const site = await mockedSite(t);
    const page = await openMocked(t, browser, site, { mocks: MOCKS, onUnmatched: "error" });
    assert.deepEqual(JSON.parse(await textOf(page, "/__wasmock/health")).endpoints, 8);
    assert.deepEqual(JSON.parse(await textOf(page, "/__wasmock/webhooks")).webhooks, []);
    assert.equal(JSON.parse(await textOf(page, "/__wasmock/endpoints")).endpoints.length, 8);
    assert.equal((await get(page, "/__wasmock/")).status, 404);
    assert.equal((await get(page, "/__wasmock/relay", { method: "POST" })).status, 404);
  });

  test("with a seed the answers repeat", async (t) => {
    const site = await mockedSite(t);
    const mocks = "- endpoint: {path: /id, response: {body: '{{uuid}}'}}";
    const page = await openMocked(t, browser, site, { mocks, seed: 7 });
    const first = [await textOf(page, "/id"), await textOf(page, "/id")];
    assert.notEqual(first[0], first[1]);
    await startMocking(page, { mocks, seed: 7 });
    assert.deepEqual([await textOf(page, "/id"), await textOf(page, "/id")], first);
  });
});
