// Firefox over WebDriver BiDi, driven by puppeteer-core.
//
// What is peculiar to it (Firefox ESR 153, puppeteer-core 24.43):
// - BiDi has no word for stopping a service worker, and none for a reload past the cache
//   (`ignoreCache` is "not supported yet"). The first is asked of Firefox itself, in its own window,
//   which takes `--remote-allow-system-access`; the second of the page: Firefox still knows
//   `location.reload(true)`, and leaves the page without its service worker as Shift+Ctrl+R does.
// - A stopped worker is started again by the next event, from what the profile keeps.
// - An idle worker ends by itself after 30 s, or as `letIdle` says: BiDi does not hold it, as
//   Chromium's debugger does.
// - A worker's own console is not heard, only its page's.

import puppeteer from "puppeteer-core";
import { browser as pathOf } from "../../../scripts/setup/browser.js";
import { PATIENCE_MS } from "../../play/sink.js";
import { inTabs } from "./tabs.js";

/** Runs in Firefox's own window, with its rights: ends the active service workers of an origin. */
const STOP_WORKERS = `async (origin) => {
  const manager = Cc["@mozilla.org/serviceworkers/manager;1"].getService(Ci.nsIServiceWorkerManager);
  const found = manager.getAllRegistrations();
  for (let i = 0; i < found.length; i++) {
    const { principal, activeWorker } = found.queryElementAt(i, Ci.nsIServiceWorkerRegistrationInfo);
    if (principal.originNoSuffix === origin) await activeWorker?.terminateWorker();
  }
}`;

/** Runs there: a service worker ends so long after its last event, both of Firefox's patiences being that. */
const LET_IDLE = `(ms) => {
  Services.prefs.setIntPref("dom.serviceWorkers.idle_timeout", ms);
  Services.prefs.setIntPref("dom.serviceWorkers.idle_extended_timeout", ms);
}`;

/** Timers run in every tab as in the one in front, and a page that was left is gone, not kept to go back to. */
const PREFERENCES = {
  "dom.min_background_timeout_value": 4,
  "dom.min_background_timeout_value_without_budget_throttling": 4,
  "browser.sessionhistory.max_total_viewers": 0,
};

/** Starts Firefox on a profile: `{open(url), letIdle(ms), close()}`, as `browsers.js` says. */
export async function startFirefox(profile) {
  const firefox = await puppeteer.launch({
    browser: "firefox",
    executablePath: pathOf("firefox"),
    timeout: PATIENCE_MS,
    userDataDir: profile,
    args: ["--remote-allow-system-access"],
    extraPrefsFirefox: PREFERENCES,
    networkEnabled: false, // what the network did the sites say themselves
  });
  const stopWorkers = (_, origin) =>
    inItsWindow(firefox.connection, STOP_WORKERS, { type: "string", value: origin });
  return {
    open: inTabs(() => openTab(firefox), { reloadHard, stopWorkers }),
    letIdle: (ms) => inItsWindow(firefox.connection, LET_IDLE, { type: "number", value: ms }),
    close: () => firefox.close(),
  };
}

async function openTab(firefox) {
  const tab = await firefox.newPage();
  tab.setDefaultTimeout(PATIENCE_MS);
  return tab;
}

const reloadHard = (page) =>
  Promise.all([page.waitForNavigation(), page.evaluate("void location.reload(true)")]);

/** Calls a function in Firefox's own window. puppeteer has no call for it, so it is said in BiDi's own words. */
async function inItsWindow(connection, functionDeclaration, ...args) {
  const { result: tree } = await connection.send("browsingContext.getTree", {
    "moz:scope": "chrome",
  });
  const { result } = await connection.send("script.callFunction", {
    functionDeclaration,
    arguments: args,
    target: { context: tree.contexts[0].context },
    awaitPromise: true,
  });
  if (result.type !== "success") throw new Error(result.exceptionDetails.text);
}
