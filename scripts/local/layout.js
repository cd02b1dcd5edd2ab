// The Worker's files, laid out as their imports want them: `js/worker.js` imports "../mocks.yml"
// and "../build/worker/index.js", which imports "./engine.wasm".

import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inCheckout } from "./checkout.js";

/** The checkout's entry, which comes first, and what the build gives, by their kinds as workerd calls them. */
export const modules = [
  { name: "js/worker.js", kind: "esModule" },
  { name: "build/worker/index.js", kind: "esModule" },
  { name: "build/worker/engine.wasm", kind: "wasm" },
];

/** The mocks file as the Worker imports it. */
export const mocksModule = { name: "mocks.yml", kind: "text" };

/** Writes the Worker with these mocks to a folder, and nothing else is left in it. */
export async function layOut(folder, mocks) {
  await rm(folder, { recursive: true, force: true });
  for (const { name } of modules) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await cp(inCheckout(name), join(folder, name));
  }
  await writeFile(join(folder, mocksModule.name), mocks);
}
