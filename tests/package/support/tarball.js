// The package as npm packs it.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../../scripts/local/checkout.js";
import { run } from "./program.js";

let packed;

/**
 * Packs once: `{path, size, unpackedSize, files: [{path, size}]}`. dist/ was built by `npm test`
 * itself, so `prepack`, which would build it again, is left out.
 */
export const tarball = () => (packed ??= pack());

async function pack() {
  const folder = await mkdtemp(join(tmpdir(), "wasmock-pack-"));
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const listing = JSON.parse(await run(root, "npm", ...args));
  const [{ filename, size, unpackedSize, files }] = Object.values(listing);
  assert.ok(files.length > 0, "npm lists what it packed");
  return { path: join(folder, filename), folder, size, unpackedSize, files };
}

/** Removes what was packed. */
export async function dropTarball() {
  if (packed) await rm((await packed).folder, { recursive: true, force: true });
}
