// The browsers themselves, with a small service worker written by hand: that what the tests of
// wasmock's own worker build on holds in each of them.

/* global document, indexedDB -- of the page */

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../play/sink.js";
import { ask, FILES, isControlled, noted, openControlled } from "./support/by-hand.js";
import { pageHost } from "./support/host.js";
import { inEachBrowser, openPage } from "./support/mocked.js";
import { startSite } from "./support/site.js";

inEachBrowser("a worker by hand", (browser, name) => {
  test("a page runs functions, and is heard", async (t) => {
    const site = await startSite(t, FILES);
    const page = await browser.open(`${site.url}/`);
    assert.deepEqual(await page.run((a, b) => [document.title, a, b.c], 1, { c: null }), [
      ...["test", 1, null],
    ]);
    assert.equal(await page.run(() => {}), undefined);
    await assert.rejects(
      page.run(() => Promise.reject(new Error("no such thing"))),
      /no such thing/,
    );
    await page.run(() => console.info("hello"));
    assert.ok(await until(() => page.console.includes("info: hello")), page.console);
  });

  test("a worker answers what it may, and the rest reaches the network", async (t) => {
    const site = await startSite(t, FILES);
    const page = await openControlled(t, browser, site);
    assert.equal((await ask(page, "/mocked/a?b")).status, 201);
    const far = "http://api.example.com/a?b";
    const init = { method: "PUT", headers: { "x-a": "b" }, body: "c" };
    const answer = await ask(page, far, init);
    assert.deepEqual([answer.status, answer.json.url], [201, far]);
    assert.equal((await ask(page, "/plain.json", init)).status, 200);
    assert.ok(!site.requests.some(({ path }) => path.startsWith("/mocked")));
    const { method, headers, body } = site.requests.find(({ path }) => path === "/plain.json");
    assert.deepEqual([method, headers["x-a"], body], ["PUT", "b", "c"]);
  });

  test("a site finds nothing of the one that was in its tab", async (t) => {
    const before = await openControlled(t, browser, await startSite(t, FILES));
    await ask(before, "/mocked/note");
    await before.run(() => {
      for (const storage of [localStorage, sessionStorage]) storage.setItem("key", "value");
    });
    assert.ok(await until(async () => (await noted(before)) !== undefined));
    await before.close();
    const page = await openPage(t, browser, await startSite(t, FILES), "/");
    const found = await page.run(async () => ({
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      databases: (await indexedDB.databases()).length,
      stored: localStorage.length + sessionStorage.length,
      cookies: document.cookie,
    }));
    assert.deepEqual(found, { workers: 0, databases: 0, stored: 0, cookies: "" });
    await page.run(() => console.info("hello"));
    assert.ok(await until(() => page.console.includes("info: hello")));
    assert.ok(!before.console.includes("info: hello"));
  });

  test("a stopped worker is born again at the next event", async (t) => {
    const site = await startSite(t, FILES);
    const page = await openControlled(t, browser, site);
    const born = async () => (await ask(page, "/mocked")).json.born;
    const first = await born();
    assert.equal(await born(), first);
    await page.stopWorkers();
    assert.notEqual(await born(), first);
  });

  test("a page sends the requests of the cases", async (t) => {
    const site = await startSite(t, FILES);
    const page = await openControlled(t, browser, site);
    const host = pageHost(name, page, site.url);
    const request = { method: "PATCH", path: "/mocked?%2f", headers: { "X-A": "b" } };
    const { at, ...answer } = await host.send({ ...request, text: "ż" });
    assert.ok(Math.abs(Date.now() - at) < 60_000, `${at} is a time`);
    const seen = JSON.parse(answer.body);
    assert.deepEqual(
      [answer.status, answer.headers["content-type"]],
      [...[201, ["application/json"]]],
    );
    assert.equal(seen.url, `${site.url}/mocked?%2f`);
    const far = await host.send({ path: "//a/", headers: { Host: "api.example.com:81" } });
    assert.equal(far.status, 201);
    await host.send({ method: "PUT", path: "/plain.json", text: "ż" });
    const { headers, body } = site.requests.at(-1);
    assert.deepEqual([headers["content-type"], body], [undefined, "ż"]);
    await assert.rejects(host.send({ path: "/", headers: { Cookie: "a=b" } }), /header cookie/);
    await assert.rejects(host.send({ path: "/away" }), /redirect/);
  });

  test("a hard reload leaves the page uncontrolled, a plain one does not", async (t) => {
    const site = await startSite(t, FILES);
    const page = await openControlled(t, browser, site);
    await page.reload();
    assert.equal(await isControlled(page), true);
    await page.reload({ hard: true });
    assert.equal(await isControlled(page), false);
  });
});
