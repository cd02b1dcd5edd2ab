// webpack as a promise.

import { promisify } from "node:util";
import compile from "webpack";

/** Bundles a project's web.mjs for `node` or `web` into bundle.js; throws its errors and warnings. */
export async function webpack(folder, target) {
  const stats = await promisify(compile)({
    mode: "production",
    context: folder,
    target,
    entry: "./web.mjs",
    output: { path: folder, filename: "bundle.js" },
    module: { rules: [{ test: /\.yml$/, type: "asset/source" }] },
    performance: { hints: false }, // the engine is larger than what webpack thinks fit for a page
  });
  if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString("errors-warnings"));
}
