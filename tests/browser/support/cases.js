// The cases played in a browser: in a few pages, each of an origin of its own, which are mocked anew
// for each case.

/* global mocking -- of the page */

import { after, before, describe } from "node:test";
import { describeCases } from "../../play/cases.js";
import { hostPool } from "../../play/pool.js";
import { sendable } from "../../play/request.js";
import { files, PAGE, startInPage } from "./files.js";
import { pageHost } from "./host.js";
import { lettingGo } from "./let-go.js";
import { sharedBrowser } from "./shared.js";
import { startSite } from "./site.js";

/** Defines the tests of the cases in a browser, `{name, launch, skip}`. */
export function describeCasesIn({ skip, ...kind }) {
  describe(`cases in ${kind.name}`, { skip }, () => {
    const places = hostPool({ open: async () => openPlace(await sharedBrowser(kind)), clear });
    let checking;
    before(async () => skip || (checking = await openPlace(await sharedBrowser(kind))));
    after(async () => {
      for (const { page, site } of [checking, ...places.opened]) {
        await page.close();
        await site.end();
      }
    });
    describeCases(
      kind.name,
      driver(kind.name, () => checking, places),
    );
  });
}

/** The driver of `describeCases`: the page `checking()` checks, those of `places` play. */
const driver = (name, checking, places) => ({
  concurrency: 6,
  sink: { cors: true },
  /** The worker takes the mocks, or the page hears why not. */
  check: async (file, mocks) => {
    const drawing = await checking().page.run(startInPage, { mocks, name: file, quiet: true });
    return { ok: drawing === undefined, drawing };
  },
  start: async (t, mocks, env, one) => {
    const place = await places.take(t);
    place.letGo = lettingGo(t, mocks, env);
    await place.page.run(startInPage, { mocks, env, origins: originsOf(one), quiet: true });
    return pageHost(name, place.page, place.site.url);
  },
});

/** A site and a page of it: `letGo` answers what the page's worker lets go. */
async function openPlace(browser) {
  const place = { letGo: undefined };
  place.site = await startSite(undefined, files(), (request) => place.letGo(request));
  place.page = await browser.open(place.site.url + PAGE);
  return place;
}

/** Has the worker forget what the last case has planned, marked and recorded, and its clock. */
const clear = ({ page }) => page.run(() => mocking.reset());

/** The origins that the case's requests are for, besides the page's own. */
const originsOf = ({ steps }) =>
  steps
    .map(({ request }) => sendable(request ?? {}).headers.host)
    .filter((host) => host !== undefined)
    .map((host) => `http://${host}`);
