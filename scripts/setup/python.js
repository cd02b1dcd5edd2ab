// The official library of Standard Webhooks for Python, which judges signatures. Only `npm test` wants
// it, and goes on without.

import { existsSync } from "node:fs";
import { inCheckout } from "../local/checkout.js";
import { output, step } from "./command.js";

const LIBRARY = "standardwebhooks==1.1.0";

/** An environment of its own, which `cargo clean` takes along. */
const FOLDER = inCheckout("target/python");

/** The Python of that environment. */
export const python = inCheckout(
  process.platform === "win32" ? "target/python/Scripts/python.exe" : "target/python/bin/python",
);

/** Why there is none on this machine; `false` where there is. */
export const noPython = () =>
  existsSync(python) && output(python, "-c", "import standardwebhooks") !== undefined
    ? false
    : `no Python with ${LIBRARY}: it wants python3 with venv and pip (\`apt-get install python3-venv\`), and PyPI`;

/** Brings the library, unless it is there. */
export function installPython() {
  if (!noPython()) return;
  step(`${LIBRARY} into target/python, a judge of signatures`);
  const made = output("python3", "-m", "venv", FOLDER);
  if (made !== undefined) output(python, "-m", "pip", "install", "--quiet", LIBRARY);
  if (noPython()) step(`the tests by it are skipped: ${noPython()}`);
}
