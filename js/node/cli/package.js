// The files that the package brings, besides the code.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Failure } from "./failure.js";

/** The text of a file of the package, named from its top folder; this code is bundled to dist/cli.js. */
export function readPackaged(name) {
  const path = fileURLToPath(new URL(`../${name}`, import.meta.url));
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    throw new Failure(`${path} is missing: install the package \`wasmock\` again`);
  }
}
