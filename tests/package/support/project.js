// A fresh project of a user's, with the packed package installed and nothing else.

import { cp, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inCheckout } from "../../../scripts/local/checkout.js";
import { temporaryFolder } from "../../http/support/server.js";
import { run } from "./program.js";
import { tarball } from "./tarball.js";

/** `npm` with these takes what it has before it asks a registry. */
export const INSTALL = [
  "install",
  "--prefer-offline",
  "--no-audit",
  "--no-fund",
  "--loglevel=error",
];

/** A folder with these files of tests/package/projects, gone when the test `t` ends. */
export async function project(t, ...files) {
  const folder = await temporaryFolder(t);
  await fill(folder, ...files);
  return folder;
}

/** Makes a project of a folder. */
export async function fill(folder, ...files) {
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true }));
  for (const file of files) {
    await cp(inCheckout("tests/package/projects", file), join(folder, file));
  }
  await run(folder, "npm", ...INSTALL, (await tarball()).path);
}

/** The packages in a project's node_modules. */
export const installed = async (folder) =>
  (await readdir(join(folder, "node_modules"))).filter((name) => !name.startsWith(".")).sort();
