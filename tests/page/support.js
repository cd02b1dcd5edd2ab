// A page in a real browser: what goes wrong in it fails its test.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { chromium } from "playwright-core";
import { inCheckout } from "../../scripts/local/checkout.js";
import { serve } from "../../scripts/local/serve.js";
import { browser, noBrowser as whyNot } from "../../scripts/setup/browser.js";
import { temporaryFolder } from "../http/support/server.js";
import { atEnd } from "../play/ends.js";
import { PATIENCE_MS } from "../play/sink.js";

/** Why the page can't be tested here; `false` where it can. */
export const noBrowser = whyNot("chromium");

/** How many tests are under way at once: much of their time they wait. */
const AT_ONCE = 3;

/** A mocks file of one endpoint. */
export const HELLO = "- endpoint: {path: /hello, response: {body: hello}}\n";

/** A browser tells in its console of every answer that is an error. */
export const TOLD = (status) => new RegExp(`status of ${status} `);

/** The browser of all tests of this process, started when the first of them comes. */
let shared;
after(async () => (await shared)?.close());

/**
 * Tests in one browser, each page in a context of its own: `define(test, open)` defines them,
 * `open(server, options)` opens the page.
 */
export function inBrowser(name, define) {
  describe(name, { concurrency: AT_ONCE }, () => {
    before(async () => noBrowser || (await (shared ??= startBrowser())));
    define(
      (title, run) => test(title, { skip: noBrowser }, run),
      async (server, options) => openPage(await shared, server, options),
    );
  });
}

/** Starts the browser; as root, in a container, it has no sandbox of its own. */
export const startBrowser = () =>
  chromium.launch({
    executablePath: browser(),
    timeout: PATIENCE_MS,
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });

/** The texts of the page's files: all in www/ but hidden ones. */
export const pageTexts = () =>
  readdirSync(inCheckout("www"))
    .filter((name) => !name.startsWith("."))
    .map((name) => readFileSync(inCheckout(`www/${name}`), "utf8"));

/** Serves mocks until the test `t` ends, as a deployed Worker with these variables; `port` 0 for any. */
export async function serveMocks(t, mocks, vars = { WASMOCK_LOCAL: "1" }, port = 0) {
  const folder = await temporaryFolder(t);
  const server = await serve({ mocks, folder, vars, port, onLine: () => {} });
  const pages = [];
  atEnd(t, async () => {
    try {
      for (const close of pages) await close(); // first: a page misses its server
    } finally {
      await server.end();
    }
  });
  return { ...server, pages };
}

/**
 * Opens the page of a server. By the end of the test no script has failed, the console has no error
 * besides `expected`, and no request has left the server's origin. `prepare(page)` comes before.
 */
async function openPage(browser, server, { expected = /^$/, prepare } = {}) {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.stack));
  page.on("console", (message) => {
    const text = message.text();
    if (["error", "warning"].includes(message.type()) && !expected.test(text)) faults.push(text);
  });
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "data:" && origin !== server.url) faults.push(`asked ${request.url()}`);
  });
  server.pages.push(async () => {
    await context.close();
    assert.deepEqual(faults, []);
  });
  await prepare?.(page);
  await page.goto(`${server.url}/__wasmock/`);
  return page;
}

/** Waits until the page shows a text. */
export const sees = (page, text) =>
  page.getByText(text, { exact: false }).filter({ visible: true }).first().waitFor();
