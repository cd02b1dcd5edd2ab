// Makes dist/, the npm package's code, unless it is newer than all that it is made of.

import { existsSync, readdirSync, statSync } from "node:fs";
import { inCheckout } from "./local/checkout.js";
import { buildPackage } from "./package/build.js";

const FOLDERS = ["js", "www", "build", "scripts/package"];
const FILES = ["package.json", "Cargo.lock", "LICENSE"].map((name) => inCheckout(name));
const MADE = inCheckout("dist");

if (!isCurrent()) await buildPackage();

function isCurrent() {
  if (!existsSync(MADE)) return false;
  const made = statSync(MADE).mtimeMs;
  const inputs = [...FOLDERS.flatMap(filesIn), ...FILES];
  return inputs.every((path) => statSync(path).mtimeMs < made);
}

function filesIn(folder) {
  return readdirSync(inCheckout(folder), { recursive: true }).map((name) =>
    inCheckout(folder, name),
  );
}
