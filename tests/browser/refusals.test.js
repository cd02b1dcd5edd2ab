// What `start` refuses, and how it says so, in real browsers.

/* global mocking -- of the page */

import assert from "node:assert/strict";
import { test } from "node:test";
import { PAGE } from "./support/files.js";
import {
  failureOf,
  hurry,
  inEachBrowser,
  mockedSite,
  openMocked,
  openPage,
  saying,
  startMocking,
  textOf,
} from "./support/mocked.js";

/** All of an older worker that a newer page understands. */
const STALE = `
  onmessage = ({ data, ports }) =>
    data.wasmock === "hello" && ports[0].postMessage({ value: { version: "0.0.1" } });
`;

inEachBrowser("refusals", (browser) => {
  test("what is wrong with the options is told", async (t) => {
    const page = await openPage(t, browser, await mockedSite(t));
    for (const [options, words] of [
      [{}, /wants `mocks`/],
      [{ mocks: 5 }, /must be a text in YAML/],
      [{ mock: "" }, /`mock` is not an option of start: there are mocks/],
      [{ mocks: [], onUnmatched: "warning" }, /one of bypass, warn, error/],
      [{ mocks: [], origins: ["api.example.com"] }, /origins such as/],
      [{ mocks: [], destinations: ["images"] }, /has no "images": there are audio/],
      [{ mocks: [], env: { A: 1 } }, /`A` is none/],
      [{ mocks: [], seed: null }, /`seed` must be/],
      [{ mocks: [], relay: "https://elsewhere.example/" }, /page's own origin/],
    ]) {
      assert.match(await failureOf(page, options), words);
    }
  });

  test("an event that there is not is told", async (t) => {
    const page = await openMocked(t, browser, await mockedSite(t), { mocks: [] });
    const on = page.run(() => void mocking.on("requests", () => {}));
    await assert.rejects(on, /no event "requests": there are request, webhook, unmatched/);
  });

  test("what is nothing where a question belongs is told", async (t) => {
    const page = await openMocked(t, browser, await mockedSite(t), { mocks: [] });
    const asked = ([of, what, ...given]) => mocking[of][what](...given);
    for (const [words, ...call] of [
      [/the options of the webhooks' history must be an object/, "webhooks", "list", null],
      [/`after` must be the id of a webhook/, "webhooks", "list", { after: "none" }],
      [/`name` must be a text, not null/, "webhooks", "list", { name: null }],
      [/the options of wait must be an object, not null/, "webhooks", "wait", null],
      [/`id` must be a text, not null/, "webhooks", "replay", null],
      [/the options of a list of requests must be an object/, "requests", "list", null],
      [/the options of find must be an object, not null/, "requests", "find", "true", null],
      [/a condition is a text, not null/, "requests", "count", null],
      [/the options of wait must be an object, not null/, "requests", "wait", null],
      [/a time is a text with its unit/, "clock", "advance", null],
    ]) {
      await assert.rejects(page.run(asked, call), words, JSON.stringify(call));
    }
  });

  test("a worker that is not there is told with what to do", async (t) => {
    const site = await mockedSite(t, {
      "/page-sw.js": { type: "text/html", body: "<!doctype html>" },
      "/text-sw.js": { type: "text/plain", body: "" },
    });
    const page = await openPage(t, browser, site);
    const mocks = saying("hello");
    const missing = { mocks, serviceWorker: "/none-sw.js" };
    assert.match(
      await failureOf(page, missing),
      /answers 404 for \/none-sw\.js; put it there with `npx wasmock init/,
    );
    const fallback = { mocks, serviceWorker: "/page-sw.js" };
    assert.match(
      await failureOf(page, fallback),
      /HTML page for \/page-sw\.js[^]*npx wasmock init/,
    );
    assert.match(
      await failureOf(page, { mocks, serviceWorker: "/text-sw.js" }),
      /type `text\/plain`/,
    );
    assert.match(await failureOf(page, { mocks, scope: "/else/" }), /does not hold this page/);
    const far = { mocks, serviceWorker: "http://127.0.0.1:9/sw.js" };
    assert.match(await failureOf(page, far), /not on the page's own origin/);
  });

  test("a worker that never answers is told", async (t) => {
    const site = await mockedSite(t, {
      "/other-sw.js": { type: "text/javascript", body: "onmessage = () => {}" },
    });
    const page = await openPage(t, browser, site);
    await hurry(page);
    const other = { mocks: saying("hello"), serviceWorker: "/other-sw.js" };
    assert.match(await failureOf(page, other), /other-sw\.js does not answer: it is not wasmock's/);
  });

  test("a stale copy of the worker is told, and taken up when it is mended", async (t) => {
    const site = await mockedSite(t);
    const fresh = site.files["/wasmock-sw.js"];
    site.files["/wasmock-sw.js"] = { ...fresh, body: STALE };
    const page = await openPage(t, browser, site);
    const mocks = saying("hello");
    assert.match(
      await failureOf(page, { mocks }),
      /version 0\.0\.1, and the package[^]*copy it anew with `npx wasmock init/,
    );
    site.files["/wasmock-sw.js"] = fresh;
    await startMocking(page, { mocks });
    assert.equal(await textOf(page, "/said"), "hello");
  });

  test("where a page may have no service worker, it is told why", async (t) => {
    const site = await mockedSite(t);
    const page = await openPage(t, browser, {
      url: site.url.replace("127.0.0.1", "[::ffff:127.0.0.1]"),
    });
    const drawn = failureOf(page, { mocks: saying("hello") });
    assert.match(
      await drawn,
      /service workers need https:\/\/ or localhost, and this page is at http:\/\/\[::ffff/,
    );
  });

  test("a page out of reach of its worker's folder is told", async (t) => {
    const site = await mockedSite(t);
    site.files["/deep/sw.js"] = site.files["/wasmock-sw.js"];
    const page = await openPage(t, browser, site, PAGE);
    const options = { mocks: saying("hello"), serviceWorker: "/deep/sw.js" };
    assert.match(await failureOf(page, options), /scope .*\/deep\/ does not hold this page/);
    assert.match(
      await failureOf(page, { ...options, scope: "/" }),
      /reaches higher than the worker's own folder \/deep\//,
    );
  });
});
