// The browser that the page is tested in. Only `npm test` wants one, and goes on without.

import { existsSync } from "node:fs";
import { output, step } from "./command.js";

/** Where Chromium and its kin usually are. */
const USUAL = [
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
];

/** The path of a browser; `undefined` where there is none. */
export const browser = () => USUAL.find((path) => existsSync(path));

/** Brings a browser where that takes no one's leave: as root, with apt, in the manner of a container. */
export function installBrowser() {
  if (browser() || process.getuid?.() !== 0 || !output("apt-get", "--version")) return;
  step("apt-get install chromium, because the page is tested in a browser (a minute, once)");
  output("apt-get", "update");
  output("apt-get", "install", "-y", "--no-install-recommends", "chromium");
  if (!browser()) step("there is no chromium to be had: the tests of the page are skipped");
}
