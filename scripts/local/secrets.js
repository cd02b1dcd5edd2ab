// The secrets of a local start, as wrangler has them: `.dev.vars`, lines NAME=value.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseEnv } from "node:util";
import { inCheckout } from "./checkout.js";

/** What the file beside the mocks file says, else the one in the checkout, else nothing. */
export function readSecrets(mocks) {
  const places = [join(dirname(mocks), ".dev.vars"), inCheckout(".dev.vars")];
  const found = places.find((path) => existsSync(path));
  return found ? parseEnv(readFileSync(found, "utf8")) : {};
}
