// The engine as Node has it, for a test that plans webhooks by itself.

import { readFile } from "node:fs/promises";
import { inCheckout } from "../../../scripts/local/checkout.js";

let building;

/** What build/web exports, started. */
export const engineBuild = () => (building ??= start());

async function start() {
  const built = await import(inCheckout("build/web/engine.js"));
  built.initSync({ module: await readFile(inCheckout("build/web/engine.wasm")) });
  return built;
}
