// The cases played in a browser: each in a page of its own origin, all in one browser.

import { after, before } from "node:test";
import { describeCases } from "../../play/cases.js";
import { sendable } from "../../play/request.js";
import { files, PAGE, startInPage } from "./files.js";
import { pageHost } from "./host.js";
import { lettingGo } from "./let-go.js";
import { startSite } from "./site.js";

/** Defines the tests of the cases in a browser, `{name, launch, skip}`. */
export function describeCasesIn({ name, launch, skip }) {
  let browser, checking, site;
  before(async () => {
    if (skip) return;
    site = await startSite(undefined, files());
    browser = await launch();
    checking = await browser.open(site.url + PAGE);
  });
  after(() => Promise.all([browser?.end(), site?.end()]));

  /** The worker takes the mocks, or the page hears why not. */
  const check = async (file, mocks) => {
    const drawing = await checking.run(startInPage, { mocks, name: file, quiet: true });
    return { ok: drawing === undefined, drawing };
  };

  const start = async (t, mocks, env, one) => {
    const own = await startSite(t, files(), lettingGo(t, mocks, env));
    const page = await browser.open(own.url + PAGE);
    t.after(page.close);
    await page.run(startInPage, { mocks, env, origins: originsOf(one), quiet: true });
    return pageHost(name, page, own.url);
  };

  describeCases(name, { skip, check, start, concurrency: 6, sink: { cors: true } });
}

/** The origins that the case's requests are for, besides the page's own. */
const originsOf = ({ steps }) =>
  steps
    .map(({ request }) => sendable(request ?? {}).headers.host)
    .filter((host) => host !== undefined)
    .map((host) => `http://${host}`);
