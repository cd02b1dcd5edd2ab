// Which requests are left alone, in real browsers.

/* global document, events, Image, mocking, Worker -- of the page */

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../play/sink.js";
import {
  get,
  inEachBrowser,
  mockedSite,
  openMocked,
  openPage,
  reached,
  startMocking,
  textOf,
} from "./support/mocked.js";
import { MOCKS } from "./support/mocks.js";
import { atHost } from "./support/site.js";

const HTML = (title) => ({ type: "text/html", body: `<!doctype html><title>${title}</title>` });

/** Loads an image: its width, 0 where there is none. */
const imageWidth = (page, src) =>
  page.run(async (src) => {
    const image = new Image();
    image.src = src;
    await image.decode().catch(() => {});
    return image.naturalWidth;
  }, src);

/** Loads a page in a frame: its title. */
const frameTitle = (page, src) =>
  page.run(async (src) => {
    const frame = document.createElement("iframe");
    frame.src = src;
    const loaded = new Promise((resolve) => (frame.onload = resolve));
    document.body.append(frame);
    await loaded;
    return frame.contentDocument.title;
  }, src);

/** A request as the server saw it. What a browser counts or times is not compared. */
const seen = ({ method, path, headers, body }) => ({ method, path, headers, body });

/** Requests of all sorts to a path. */
const requestsTo = (path) => [
  [path, { headers: { "x-a": "b", accept: "text/csv" } }],
  [path, { method: "POST", body: '{"a": 1}', headers: { "content-type": "application/json" } }],
  [path, { method: "PUT", body: "żółw" }],
  [
    path,
    { method: "DELETE", credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" },
  ],
  [path, { method: "HEAD", headers: { range: "bytes=0-1" } }],
  [path, { mode: "no-cors", priority: "low" }],
];

const send = async (page, requests) => {
  for (const [url, init] of requests) await get(page, url, init);
};

inEachBrowser("what is left alone", (browser) => {
  test("what no endpoint answers reaches the server as it would without a worker", async (t) => {
    const site = atHost(await mockedSite(t), "cookies");
    const page = await openPage(t, browser, site);
    await page.run(() => void (document.cookie = "session=s-1"));
    const requests = [...requestsTo("/other?a=%2f"), ...requestsTo("/choosy?on=0")];
    await send(page, requests);
    await startMocking(page, { mocks: MOCKS });
    const plain = site.requests.filter(({ path }) => /other|choosy/.test(path)).map(seen);
    await send(page, requests);
    const worked = site.requests.filter(({ path }) => /other|choosy/.test(path)).map(seen);
    assert.equal(plain.length, requests.length);
    assert.deepEqual(worked.slice(plain.length), plain);
    assert.equal(await textOf(page, "/choosy?on=1"), "chosen");
  });

  test("a navigation to a mocked path stays one, and images and scripts come from the server", async (t) => {
    const site = await mockedSite(t, { "/page": HTML("the server's page") });
    const page = await openMocked(t, browser, site, { mocks: MOCKS });
    assert.match(await textOf(page, "/page"), /mocked page/);
    assert.equal(await frameTitle(page, "/page"), "the server's page");
    assert.equal(await imageWidth(page, "/picture.svg"), 0);
    assert.equal(reached(site, "/picture.svg").length, 1);
    const opened = await openPage(t, browser, site, "/page");
    assert.equal(await opened.run(() => document.title), "the server's page");
  });

  test("what is asked for by its destination is mocked too", async (t) => {
    const site = await mockedSite(t, { "/page": HTML("the server's page") });
    const destinations = ["image", "iframe"];
    const page = await openMocked(t, browser, site, { mocks: MOCKS, destinations });
    assert.equal(await imageWidth(page, "/picture.svg"), 7);
    assert.equal(await frameTitle(page, "/page"), "mocked page");
    await page.stopWorkers();
    assert.equal(await imageWidth(page, "/picture.svg?cold"), 7);
    await startMocking(page, { mocks: MOCKS, destinations: ["document"] });
    assert.equal(await imageWidth(page, "/picture.svg?again"), 0);
    const opened = await openPage(t, browser, site, "/page");
    assert.equal(await opened.run(() => document.title), "mocked page");
  });

  test("a page that did not call `start` is not mocked, whatever others do", async (t) => {
    const site = await mockedSite(t);
    const page = await openMocked(t, browser, site, { mocks: MOCKS });
    const other = await openPage(t, browser, site);
    assert.equal(await other.run(() => navigator.serviceWorker.controller !== null), true);
    assert.equal((await get(other, "/mocked")).status, 404);
    await page.stopWorkers();
    assert.equal((await get(other, "/mocked")).status, 404);
    assert.equal((await get(other, "/__wasmock/health")).status, 404);
    assert.equal(await textOf(page, "/mocked"), "mocked");
    await startMocking(other, { mocks: MOCKS });
    assert.equal(await textOf(other, "/mocked"), "mocked");
  });

  test("workers and frames within a page are mocked like it", async (t) => {
    const script = "fetch('/mocked').then((answer) => answer.text()).then(postMessage)";
    const worker = { type: "text/javascript", body: script };
    const site = await mockedSite(t, { "/worker.js": worker, "/frame": HTML("frame") });
    const page = await openMocked(t, browser, site, { mocks: MOCKS });
    await frameTitle(page, "/frame");
    const framed = await page.run(async () => {
      const [frame] = document.querySelectorAll("iframe");
      const answers = await Promise.all([1, 2].map(() => frame.contentWindow.fetch("/mocked")));
      return Promise.all(answers.map((answer) => answer.text()));
    });
    assert.deepEqual(framed, ["mocked", "mocked"]);
    const worked = await page.run(
      () =>
        new Promise(
          (resolve) => (new Worker("/worker.js").onmessage = ({ data }) => resolve(data)),
        ),
    );
    assert.equal(worked, "mocked");
  });

  test("`onUnmatched` says what becomes of what no endpoint answers", async (t) => {
    const site = await mockedSite(t);
    const page = await openMocked(t, browser, site, { mocks: MOCKS });
    const heard = (words) => page.console.filter((line) => line.includes(words));
    assert.equal((await get(page, "/nowhere")).status, 404);
    await startMocking(page, { mocks: MOCKS, onUnmatched: "warn" });
    assert.equal((await get(page, "/nowhere?warn")).status, 404);
    const warning = `[wasmock] no endpoint answers GET ${site.url}/nowhere?warn; it goes on`;
    assert.ok(await until(() => heard(warning).length === 1), page.console.join("\n"));
    await page.run(() => {
      globalThis.events = [];
      mocking.on("unmatched", (event) => events.push(event));
    });
    assert.equal((await get(page, "/choosy")).status, 404);
    assert.ok(await until(() => heard("/choosy; it goes on").length === 1));
    const event = { method: "GET", url: `${site.url}/choosy`, policy: "warn" };
    assert.deepEqual(await page.run(() => events), [event]);
    await startMocking(page, { mocks: MOCKS, onUnmatched: "error" });
    assert.equal((await get(page, "/nowhere?error")).error, "TypeError");
    assert.equal((await get(page, "/choosy?on=0")).error, "TypeError");
    assert.equal((await get(page, "http://api.example.test/nowhere")).error, "TypeError");
    const error = `error: [wasmock] no endpoint answers GET http://api.example.test/nowhere, so it fails`;
    assert.ok(await until(() => heard(error).length === 1), page.console.join("\n"));
    assert.equal(heard("GET " + site.url + "/nowhere,").length, 0);
    assert.equal(await imageWidth(page, "/none.svg"), 0);
    assert.equal(reached(site, "/none.svg").length, 1);
    assert.equal(reached(site, "/nowhere?error").length, 0);
    assert.equal(await textOf(page, "/mocked"), "mocked");
  });
});
