// A fresh project of a user's, with the packed package installed and nothing else.

import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inCheckout } from "../../../scripts/local/checkout.js";
import { temporaryFolder } from "../../http/support/server.js";
import { run } from "./program.js";
import { tarball } from "./tarball.js";

/** `npm` with these asks no registry, nor anything else of the network: the package needs no other. */
export const INSTALL = ["install", "--offline", "--no-audit", "--no-fund", "--loglevel=error"];

/** A folder with these files of tests/package/projects, gone when the test `t` ends. */
export async function project(t, ...files) {
  const folder = await temporaryFolder(t);
  await fill(folder, ...files);
  return folder;
}

/** Makes a project of a folder. */
export async function fill(folder, ...files) {
  await cp(await freshProject(), folder, { recursive: true, verbatimSymlinks: true });
  for (const file of files) {
    await cp(inCheckout("tests/package/projects", file), join(folder, file));
  }
}

let fresh;

/** A project into which npm has installed the package: once, and each project is a copy of it. */
const freshProject = () => (fresh ??= install());

async function install() {
  const { path, folder } = await tarball();
  const home = join(folder, "fresh"); // gone with the tarball
  await mkdir(home);
  await writeFile(join(home, "package.json"), JSON.stringify({ private: true }));
  await run(home, "npm", ...INSTALL, path);
  // npm names the tarball by the way from here, which is another one from a copy.
  for (const name of ["package.json", "package-lock.json", "node_modules/.package-lock.json"]) {
    const text = await readFile(join(home, name), "utf8");
    await writeFile(join(home, name), text.replaceAll(/file:[^"]*\.tgz/g, `file:${path}`));
  }
  return home;
}

/** The packages in a project's node_modules. */
export const installed = async (folder) =>
  (await readdir(join(folder, "node_modules"))).filter((name) => !name.startsWith(".")).sort();
