// The browsers that the page and the service worker are tested in. Only `npm test` wants them, and
// goes on without.

import { existsSync } from "node:fs";
import { output, step } from "./command.js";

/** Where Chromium and its kin, and Firefox, usually are. */
const USUAL = {
  chromium: [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
    "/usr/bin/microsoft-edge",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
  firefox: [
    "/usr/bin/firefox-esr",
    "/usr/bin/firefox",
    "/snap/bin/firefox",
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
  ],
};

/** Debian's package of each browser. */
const PACKAGE = { chromium: "chromium", firefox: "firefox-esr" };

/** The path of a browser, `chromium` or `firefox`; `undefined` where there is none. */
export const browser = (name = "chromium") => USUAL[name].find((path) => existsSync(path));

/** Why nothing can be tested in a browser on this machine; `false` where it can. */
export const noBrowser = (name) =>
  browser(name)
    ? false
    : `no ${name} on this machine: install one (\`apt-get install ${PACKAGE[name]}\`) to test in it`;

/** Brings the browsers where that takes no one's leave: as root, with apt, in the manner of a container. */
export function installBrowsers() {
  const missing = Object.keys(USUAL).filter((name) => !browser(name));
  if (missing.length === 0) return;
  const mayInstall = process.getuid?.() === 0 && output("apt-get", "--version");
  if (mayInstall) output("apt-get", "update");
  for (const name of missing) {
    if (mayInstall) install(name);
    if (!browser(name)) step(`the tests in ${name} are skipped: ${noBrowser(name)}`);
  }
}

/** One by one: where one can't be had, the other still may. */
function install(name) {
  step(`apt-get install ${PACKAGE[name]}, because some tests run in a browser (a minute, once)`);
  output("apt-get", "install", "-y", "--no-install-recommends", PACKAGE[name]);
}
