// Firefox over WebDriver BiDi, driven by puppeteer-core.
//
// What is peculiar to it (Firefox ESR 153, puppeteer-core 24.43):
// - BiDi has no word for stopping a service worker, and none for a reload past the cache
//   (`ignoreCache` is "not supported yet"). The first is asked of Firefox itself, in its own window,
//   which takes `--remote-allow-system-access`; the second of the page: Firefox still knows
//   `location.reload(true)`, and leaves the page without its service worker as Shift+Ctrl+R does.
// - A stopped worker is started again by the next event, from what the profile keeps.
// - An idle worker ends by itself after 30 s, or after the option `idleMs`: BiDi does not hold it, as
//   Chromium's debugger does.
// - A worker's own console is not heard, only its page's.
// - A tab that is opened while another closes may fail with "no such frame", so these wait for one another.

import puppeteer from "puppeteer-core";
import { browser as pathOf } from "../../../scripts/setup/browser.js";
import { openPage } from "./page.js";

/** Runs in Firefox's own window, with its rights: ends every active service worker. */
const STOP_WORKERS = `(async () => {
  const manager = Cc["@mozilla.org/serviceworkers/manager;1"].getService(Ci.nsIServiceWorkerManager);
  const found = manager.getAllRegistrations();
  for (let i = 0; i < found.length; i++) {
    await found.queryElementAt(i, Ci.nsIServiceWorkerRegistrationInfo).activeWorker?.terminateWorker();
  }
})()`;

/** After how long without an event Firefox ends a service worker: both of its patiences. */
const idle = (ms) => ({
  "dom.serviceWorkers.idle_timeout": ms,
  "dom.serviceWorkers.idle_extended_timeout": ms,
});

/** Starts Firefox on a profile: `{open(url), stopWorkers(), close()}`, as `browsers.js` says. */
export async function startFirefox(profile, { idleMs } = {}) {
  const firefox = await puppeteer.launch({
    browser: "firefox",
    executablePath: pathOf("firefox"),
    userDataDir: profile,
    args: ["--remote-allow-system-access"],
    extraPrefsFirefox: idleMs === undefined ? {} : idle(idleMs),
  });
  const inTurn = turns();
  return {
    open: async (url) => {
      const tab = await inTurn(() => firefox.newPage());
      const page = await openPage(tab, url, reloadHard);
      return { ...page, close: () => inTurn(page.close) };
    },
    stopWorkers: () => stopWorkers(firefox.connection),
    close: () => firefox.close(),
  };
}

/** A function that does one thing after the other. */
function turns() {
  let last;
  return (what) => (last = Promise.resolve(last).then(what, what));
}

const reloadHard = (page) =>
  Promise.all([page.waitForNavigation(), page.evaluate("void location.reload(true)")]);

/** puppeteer has no call for it, so it is said in BiDi's own words. */
async function stopWorkers(connection) {
  const { result: tree } = await connection.send("browsingContext.getTree", {
    "moz:scope": "chrome",
  });
  const { result } = await connection.send("script.evaluate", {
    expression: STOP_WORKERS,
    target: { context: tree.contexts[0].context },
    awaitPromise: true,
  });
  if (result.type !== "success") throw new Error(result.exceptionDetails.text);
}
