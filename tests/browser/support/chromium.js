// Chromium over its own protocol, driven by playwright-core.
//
// What is peculiar to it (Chromium 156, playwright-core 1.65):
// - playwright listens to every service worker as a debugger, and Chromium lets none die of idleness
//   that has a debugger: a worker ends only by `stopWorkers`, which ends it in the midst of its work.
// - A stopped worker is started again by the next event, from what the profile keeps.

import { chromium } from "playwright-core";
import { browser as pathOf } from "../../../scripts/setup/browser.js";
import { openPage } from "./page.js";

/** As root, in a container, it has no sandbox of its own. */
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/** Starts Chromium on a profile: `{open(url), stopWorkers(), close()}`, as `browsers.js` says. */
export async function startChromium(profile) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: pathOf("chromium"),
    args,
  });
  return {
    open: async (url) =>
      openPage(await context.newPage(), url, (page) => reloadHard(context, page)),
    stopWorkers: () => stopWorkers(context),
    close: () => context.close(),
  };
}

/** As Shift+Ctrl+R does: past the cache and the service worker, which controls the page no more. */
async function reloadHard(context, page) {
  const session = await context.newCDPSession(page);
  await Promise.all([
    page.waitForEvent("load"),
    session.send("Page.reload", { ignoreCache: true }),
  ]);
  await session.detach();
}

async function stopWorkers(context) {
  const session = await context.newCDPSession(context.pages()[0]);
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.stopAllWorkers");
  await session.detach();
}
