// Pages that are mocked, in each browser: what the tests of the service worker share.

import assert from "node:assert/strict";
import { before, describe } from "node:test";
import { BROWSERS } from "./browsers.js";
import { files, PAGE, startInPage } from "./files.js";
import { sharedBrowser } from "./shared.js";
import { startSite } from "./site.js";

/** How many tests are under way at once in a browser: much of their time they wait. */
const AT_ONCE = 3;

/** Defines tests about something in each browser: `define(browser, name)`, where `browser.open` opens a page. */
export function inEachBrowser(what, define) {
  describe(what, { concurrency: BROWSERS.length }, () => {
    for (const { skip, ...kind } of BROWSERS) {
      describe(`${what} in ${kind.name}`, { skip, concurrency: AT_ONCE }, () => {
        const browser = {};
        before(async () => skip || Object.assign(browser, await sharedBrowser(kind)));
        define(browser, kind.name);
      });
    }
  });
}

/** A site whose pages can be mocked, with further files. */
export const mockedSite = (t, more = {}) => startSite(t, { ...files(), ...more });

/** Opens the site's page, not yet mocked. */
export async function openPage(t, browser, site, path = PAGE) {
  const page = await browser.open(site.url + path);
  t.after(() => page.close().catch(() => {})); // the browser may have been closed by the test
  return page;
}

/** Calls `start` in a page, which must take the mocks. */
export async function startMocking(page, options) {
  assert.equal(await page.run(startInPage, options), undefined);
}

/** Why `start` fails in a page. */
export const failureOf = (page, options) =>
  page.run(startInPage, options).then(
    () => assert.fail("`start` succeeded"),
    (error) => error.message,
  );

/** Opens the site's page, mocked. */
export async function openMocked(t, browser, site, options) {
  const page = await openPage(t, browser, site);
  await startMocking(page, options);
  return page;
}

/** Has what a page repeats from now on be repeated twenty times as often: nobody waits for the first time. */
export const hurry = (page) =>
  page.run(() => {
    const { setInterval } = globalThis;
    globalThis.setInterval = (run, ms) => setInterval(run, ms / 20);
  });

/** What a page gets: `{status, text}`, or `{error}`. */
export const get = (page, url, init) =>
  page.run(
    async (url, init) => {
      try {
        const answer = await fetch(url, init);
        return { status: answer.status, text: await answer.text() };
      } catch (error) {
        return { error: error.name };
      }
    },
    url,
    init,
  );

/** The text that a page gets. */
export const textOf = async (page, url, init) => (await get(page, url, init)).text;

/** The requests that reached the site for a path. */
export const reached = (site, path) => site.requests.filter((request) => request.path === path);

/** Mocks whose one endpoint, `/said`, answers this text. */
export const saying = (text) => `- endpoint: {path: /said, response: {body: ${text}}}\n`;
