// `start` and its handle, in real browsers.

/* global heard, mocking -- of the page */

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../play/sink.js";
import { startInPage } from "./support/files.js";
import {
  failureOf,
  get,
  inEachBrowser,
  mockedSite,
  openMocked,
  openPage,
  saying,
  startMocking,
  textOf,
} from "./support/mocked.js";

const WRONG = "- endpoint: {path: /a, respons: {body: a}}\n";

const isControlled = (page) => page.run(() => navigator.serviceWorker.controller !== null);

const update = (page, mocks) =>
  page.run(
    (mocks) =>
      mocking.update(mocks).then(
        () => "taken",
        ({ name, message, diagnostics }) => ({ name, message, diagnostics }),
      ),
    mocks,
  );

inEachBrowser("start", (browser) => {
  test("a page is mocked when `start` is done, from every form of mocks", async (t) => {
    const site = await mockedSite(t, { "/mocks.yml": { type: "text/yaml", body: saying("file") } });
    const page = await openMocked(t, browser, site, { mocks: saying("text") });
    assert.equal(await textOf(page, "/said"), "text");
    const value = [{ endpoint: { path: "/said", response: { body: "value" } } }];
    for (const [mocks, text] of [
      [value, "value"],
      [value[0], "value"],
      ["mocks.yml", undefined],
      ["/mocks.yml", "file"],
      [`${site.url}/mocks.yml`, "file"],
    ]) {
      if (text) await startMocking(page, { mocks });
      if (text) assert.equal(await textOf(page, "/said"), text);
    }
    assert.match(
      await failureOf(page, { mocks: "mocks.yml" }),
      /wasmock-test\/mocks\.yml: the server answers 404; is the file in the folder/,
    );
    assert.equal(await textOf(page, "/said"), "file");
  });

  test("wrong mocks are drawn, and the last good ones go on", async (t) => {
    const site = await mockedSite(t);
    const page = await openPage(t, browser, site);
    const drawing = await page.run(startInPage, { mocks: WRONG, name: "api.yml" });
    assert.match(drawing, /--> api\.yml:1:24[^]*did you mean `response`/);
    assert.equal((await get(page, "/said")).status, 404);
    await startMocking(page, { mocks: saying("good") });
    const { name, message, diagnostics } = await update(page, WRONG);
    assert.equal(name, "MocksError");
    assert.match(message, /respons/);
    assert.equal(diagnostics[0].line, 1);
    assert.equal(await textOf(page, "/said"), "good");
  });

  test("mocks are changed without a reload, for all pages", async (t) => {
    const site = await mockedSite(t);
    const one = await openMocked(t, browser, site, { mocks: saying("first") });
    const other = await openMocked(t, browser, site, { mocks: saying("second") });
    assert.equal(await textOf(one, "/said"), "second");
    assert.equal(await update(one, saying("third")), "taken");
    assert.equal(await textOf(one, "/said"), "third");
    assert.equal(await textOf(other, "/said"), "third");
  });

  test("a hard reload is mended without another", async (t) => {
    const site = await mockedSite(t);
    const page = await openMocked(t, browser, site, { mocks: saying("hello") });
    await page.reload({ hard: true });
    assert.equal(await isControlled(page), false);
    await page.run(() => void (globalThis.mark = "here"));
    await startMocking(page, { mocks: saying("hello again") });
    assert.equal(await isControlled(page), true);
    assert.equal(await textOf(page, "/said"), "hello again");
    assert.equal(await page.run(() => globalThis.mark), "here");
  });

  test("`stop` ends it for one page, and the worker goes with the last", async (t) => {
    const site = await mockedSite(t);
    const one = await openMocked(t, browser, site, { mocks: saying("hello") });
    const other = await openMocked(t, browser, site, { mocks: saying("hello") });
    const stop = (page) =>
      page.run(async () => {
        await mocking.stop();
        return (await navigator.serviceWorker.getRegistrations()).length;
      });
    assert.equal(await stop(one), 1);
    assert.equal((await get(one, "/said")).status, 404);
    assert.equal(await textOf(other, "/said"), "hello");
    assert.match((await update(one, saying("more"))).message, /was stopped: call `start` again/);
    assert.equal(await stop(other), 0);
    assert.equal((await get(other, "/said")).status, 404);
    await startMocking(other, { mocks: saying("back") });
    assert.equal(await textOf(other, "/said"), "back");
  });

  test("each request is told, and shown on a line of its own", async (t) => {
    const site = await mockedSite(t);
    const page = await openMocked(t, browser, site, { mocks: saying("hello") });
    await page.run(() => {
      globalThis.heard = [];
      mocking.on("request", (event) => heard.push(event));
    });
    await get(page, "/said?a=%c%s");
    await until(() => page.run(() => heard.length > 0));
    const [{ ms, line, ...event }] = await page.run(() => heard);
    assert.deepEqual(event, {
      ...{ method: "GET", url: `${site.url}/said?a=%c%s`, status: 200 },
      endpoint: { method: "GET", path: "/said" },
      refusal: null,
    });
    assert.match(line, new RegExp(`^GET /said  200  GET /said  ${ms} ms$`));
    assert.ok(await until(() => page.console.includes(`log: [wasmock] ${line}`)), page.console);
  });

  test("with `quiet` the console is left alone, and only the newest `start` writes", async (t) => {
    const site = await mockedSite(t);
    const page = await openMocked(t, browser, site, { mocks: saying("hello"), quiet: true });
    await get(page, "/said");
    await startMocking(page, { mocks: saying("hello") });
    await startMocking(page, { mocks: saying("hello") });
    await get(page, "/said?last");
    const lines = () => page.console.filter((line) => line.includes("[wasmock]"));
    assert.ok(await until(() => lines().length > 0));
    await page.run(() => console.info("end"));
    assert.ok(await until(() => page.console.includes("info: end")));
    assert.equal(lines().length, 1, lines());
  });
});
