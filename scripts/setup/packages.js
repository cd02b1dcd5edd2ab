// The npm packages, and the Node that wrangler wants.

import { existsSync, readFileSync } from "node:fs";
import { inCheckout } from "../local/checkout.js";
import { run, SetupError, step } from "./command.js";

/** The oldest Node that wrangler runs on. */
const WANTED = [22, 12];

/** The Node that is brought where the machine's own is older, from the npm package of this platform. */
const BROUGHT = "24.21.0";

/**
 * Installs what package-lock.json names, unless it is there. Not by `npm ci`: that first removes all
 * that is there, the Node too that was brought and may be running this.
 */
export function installPackages() {
  const fault = misfit(
    packagesIn("package-lock.json"),
    packagesIn("node_modules/.package-lock.json"),
  );
  if (!fault) return;
  step(`npm install, because ${fault}`);
  npmInstall();
}

/**
 * Brings a Node into node_modules/.bin, which npm and npx put first on the path, where the
 * machine's own is too old. It is not in package.json: most machines need not load its 50 MB.
 */
export function installNode() {
  if (existsSync(inCheckout("node_modules/.bin/node"))) return;
  if (!isBroughtNode() && isWanted(process.versions.node)) return;
  const platform = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${platform}-${process.arch}@${BROUGHT}`;
  step(`npm install ${name}, because wrangler wants Node ${WANTED.join(".")} (50 MB, once)`);
  npmInstall(name);
}

/** `npm install` that leaves package.json and package-lock.json alone, and is quiet. */
function npmInstall(...options) {
  run("npm", "install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error", ...options);
}

/** What is missing, in words; `undefined` if all is there. */
function misfit(wanted, installed) {
  if (!wanted) throw new SetupError("package-lock.json is missing: is this a whole checkout?");
  if (!installed) return "node_modules is missing";
  const absent = Object.keys(wanted).find((path) => path && !fits(wanted[path], installed[path]));
  return absent && `${absent} is not what package-lock.json names`;
}

const fits = (wanted, installed) =>
  installed ? installed.version === wanted.version : wanted.optional === true;

function packagesIn(lock) {
  const path = inCheckout(lock);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).packages : undefined;
}

/** Whether this very process runs on the Node of node_modules, which `npm ci` may just have removed. */
const isBroughtNode = () => process.execPath.startsWith(inCheckout("node_modules"));

function isWanted(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > WANTED[0] || (major === WANTED[0] && minor >= WANTED[1]);
}
