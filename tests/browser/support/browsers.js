// The browsers of the tests, alike to those who use them.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { noBrowser } from "../../../scripts/setup/browser.js";
import { startChromium } from "./chromium.js";
import { startFirefox } from "./firefox.js";

/**
 * Launches a browser: `{name, profile, open(url), letIdle(ms), close(), start(), end()}`.
 *
 * - `open(url)` gives a page, `{run(fn, ...args), reload({hard}), stopWorkers(), console, close()}`.
 *   `run` calls a function in the page, which sees its arguments only; these and what it gives go over
 *   as JSON. `stopWorkers` ends the service workers of the page's origin, as a browser does when it
 *   wants their memory back. `console` lists what the page has said so far, as `log: text`, and its
 *   errors, `pageerror: text`.
 * - `letIdle(ms)` has service workers end so long after their last event, in Firefox only.
 * - `close` closes the browser; `start` opens it again, with all that it remembers: the folder `profile`.
 * - `end` closes it and removes the profile. The test `t` does so by itself at its end.
 */
async function launch(name, startOn, t) {
  const profile = await mkdtemp(join(tmpdir(), "wasmock-profile-"));
  const remove = () => rm(profile, { recursive: true, force: true, maxRetries: 10 });
  let running;
  const start = async () => (running = await startOn(profile));
  const close = async () => {
    const closing = running;
    running = undefined;
    await closing?.close();
  };
  const end = () => close().finally(remove);
  t?.after(end);
  await start();
  return {
    ...{ name, profile, start, close, end },
    open: (url) => running.open(url),
    letIdle: (ms) => running.letIdle(ms),
  };
}

/** Launches Chromium, until the test `t` ends if there is one. */
export const launchChromium = (t) => launch("chromium", startChromium, t);

/** Launches Firefox, likewise. */
export const launchFirefox = (t) => launch("firefox", startFirefox, t);

/** Each browser: its name, how it is launched, and why it can't be on this machine, or `false`. */
export const BROWSERS = [
  { name: "chromium", launch: launchChromium, skip: noBrowser("chromium") },
  { name: "firefox", launch: launchFirefox, skip: noBrowser("firefox") },
];
