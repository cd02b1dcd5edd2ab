// Files that `wasmock init` writes.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Failure } from "../failure.js";

/** The text of a file, `undefined` if there is none. */
export function textOf(path) {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw new Failure(`${path} can't be read: ${error.message}`);
  }
}

/** Writes a file, and the folders that it lies in; says so. */
export function write(path, text) {
  const verb = textOf(path) === undefined ? "wrote" : "updated";
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    throw new Failure(`${path} can't be written: ${error.message}`);
  }
  console.log(`${verb} ${path}`);
}
