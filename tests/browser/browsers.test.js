// The browsers themselves, with a small service worker written by hand: that what the tests of
// wasmock's own worker build on holds in each of them.

/* global document, indexedDB -- of the page */

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { noBrowser } from "../../scripts/setup/browser.js";
import { until } from "../play/sink.js";
import { launchFirefox } from "./support/browsers.js";
import { pageHost } from "./support/host.js";
import { inEachBrowser, openPage } from "./support/mocked.js";
import { startSite } from "./support/site.js";

/** Answers what is below /mocked and at api.example.com, and notes some of it in IndexedDB a while later. */
const WORKER = `
  const born = crypto.randomUUID();
  self.addEventListener("install", () => self.skipWaiting());
  self.addEventListener("activate", (event) => event.waitUntil(clients.claim()));
  self.addEventListener("fetch", (event) => {
    const { hostname, pathname } = new URL(event.request.url);
    if (hostname !== "api.example.com" && !pathname.startsWith("/mocked")) return;
    if (pathname === "/mocked/note") event.waitUntil(note(pathname, 300));
    event.respondWith(Response.json({ born, url: event.request.url }, { status: 201 }));
  });
  async function note(text, ms) {
    await new Promise((resolve) => setTimeout(resolve, ms));
    const opening = indexedDB.open("notes", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("notes");
    opening.onsuccess = () => {
      opening.result.transaction("notes", "readwrite").objectStore("notes").put(text, "key");
      opening.result.close();
    };
  }
`;

const FILES = {
  "/": { type: "text/html", body: "<!doctype html><title>test</title>" },
  "/worker.js": { type: "text/javascript", body: WORKER },
  "/plain.json": { type: "application/json", body: "{}" },
  "/away": { status: 302, type: "text/plain", body: "", headers: { location: "/" } },
};

/** Opens the site, and waits until the worker controls the page. */
async function openControlled(t, browser, site) {
  const page = await openPage(t, browser, site, "/");
  await page.run(async () => {
    await navigator.serviceWorker.register("/worker.js");
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) => (navigator.serviceWorker.oncontrollerchange = resolve));
  });
  return page;
}

const ask = (page, url, init) =>
  page.run(
    async (url, init) => {
      const answer = await fetch(url, init);
      return { status: answer.status, json: await answer.json() };
    },
    url,
    init,
  );

const isControlled = (page) => page.run(() => navigator.serviceWorker.controller !== null);

/** What the worker has noted; `undefined` as long as there is nothing. */
const noted = (page) =>
  page.run(async () => {
    const known = await indexedDB.databases();
    if (!known.some(({ name }) => name === "notes")) return undefined;
    const done = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open("notes"));
    const value = await done(database.transaction("notes").objectStore("notes").get("key"));
    database.close();
    return value;
  });

inEachBrowser((browser, name) => {
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
    assert.ok(await until(() => page.console.includes("info: hello"), 5000), page.console);
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

  test("a stopped worker is born again at the next event", async (t) => {
    const site = await startSite(t, FILES);
    const page = await openControlled(t, browser, site);
    const born = async () => (await ask(page, "/mocked")).json.born;
    const first = await born();
    assert.equal(await born(), first);
    await browser.stopWorkers();
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

  test("what a worker stored is there when the browser is opened again", async (t) => {
    const site = await startSite(t, FILES);
    const page = await openControlled(t, browser, site);
    await ask(page, "/mocked/note");
    assert.ok(await until(async () => (await noted(page)) !== undefined, 20_000));
    await browser.close();
    await browser.start();
    const reopened = await browser.open(`${site.url}/`);
    assert.equal(await isControlled(reopened), true);
    assert.equal(await noted(reopened), "/mocked/note");
    assert.equal((await ask(reopened, "/mocked")).status, 201);
  });
});

test("an idle worker ends by itself in Firefox", { skip: noBrowser("firefox") }, async (t) => {
  const site = await startSite(t, FILES);
  const page = await openControlled(t, await launchFirefox(t, { idleMs: 100 }), site);
  const born = async () => (await ask(page, "/mocked")).json.born;
  const first = await born();
  const isAnother = async () => {
    await sleep(1000); // each question wakes it, so it is left alone for a while
    return (await born()) !== first;
  };
  assert.ok(await until(isAnother, 30_000));
});
