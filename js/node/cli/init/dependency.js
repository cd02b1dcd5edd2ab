// How another project comes by the same `wasmock` as the one that runs.

import { readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { version } from "../../../check.js";

/** What package.json in `folder` says of `wasmock`: where it is installed from a file, that file; else the version. */
export function dependency(folder, packaged = fileURLToPath(new URL("..", import.meta.url))) {
  const origin = fileOf(resolve(packaged));
  if (origin === undefined) return `^${version}`;
  return `file:${relative(resolve(folder), origin).split(sep).join("/")}`;
}

/** The tarball or the checkout that the package came from; `undefined` if it is from a registry. */
function fileOf(packaged) {
  const modules = dirname(packaged);
  if (basename(modules) !== "node_modules") return packaged; // a checkout, or a link to one
  const resolved = installed(modules)?.["node_modules/wasmock"]?.resolved;
  return resolved?.startsWith("file:") ? resolve(dirname(modules), resolved.slice(5)) : undefined;
}

/** What npm notes of the packages that it has installed. */
function installed(modules) {
  try {
    return JSON.parse(readFileSync(join(modules, ".package-lock.json"), "utf8")).packages;
  } catch {
    return undefined; // another package manager: the version will do
  }
}
