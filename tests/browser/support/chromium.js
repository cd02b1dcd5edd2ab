// Chromium over its own protocol, driven by playwright-core.
//
// What is peculiar to it (Chromium 156, playwright-core 1.65):
// - playwright listens to every service worker as a debugger, and Chromium lets none die of idleness
//   that has a debugger: a worker ends only by `stopWorkers`, which ends it in the midst of its work.
// - A stopped worker is started again by the next event, from what the profile keeps.

import { chromium } from "playwright-core";
import { browser as pathOf } from "../../../scripts/setup/browser.js";
import { PATIENCE_MS } from "../../play/sink.js";
import { inTabs } from "./tabs.js";

/** As root, in a container, it has no sandbox of its own. */
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/** Starts Chromium on a profile: `{open(url), close()}`, as `browsers.js` says. */
export async function startChromium(profile) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: pathOf("chromium"),
    timeout: PATIENCE_MS,
    args,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return {
    open: inTabs(() => context.newPage(), { reloadHard, stopWorkers }),
    close: () => context.close(),
  };
}

/** As Shift+Ctrl+R does: past the cache and the service worker, which controls the page no more. */
async function reloadHard(page) {
  const session = await page.context().newCDPSession(page);
  await Promise.all([
    page.waitForEvent("load"),
    session.send("Page.reload", { ignoreCache: true }),
  ]);
  await session.detach();
}

/** Ends the service workers of an origin, and waits until they have ended. */
async function stopWorkers(page, origin) {
  const session = await page.context().newCDPSession(page);
  const stopping = new Set();
  const ended = new Promise((resolve) => {
    session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
      for (const { versionId, scriptURL, runningStatus } of versions) {
        if (new URL(scriptURL).origin !== origin) continue;
        if (runningStatus === "stopped") stopping.delete(versionId);
        else if (!stopping.has(versionId)) stop(versionId);
      }
      if (stopping.size === 0) resolve();
    });
  });
  const stop = (versionId) => {
    stopping.add(versionId);
    session.send("ServiceWorker.stopWorker", { versionId }).catch(() => {}); // it has just ended
  };
  await session.send("ServiceWorker.enable"); // and at once all versions are told
  await ended;
  await session.detach();
}
