// Makes the npm package of js/ and build/web: dist/.
//
// The wasm is in it four times: for ESM and for CommonJS as text, within the service worker, and as
// a module for Workers, which may compile no bytes.

import { build } from "esbuild";
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { inCheckout } from "../local/checkout.js";

/** What is made here takes the place of dist/ when it is whole. */
const STAGED = "dist.new";

const staged = (name) => inCheckout(`${STAGED}/${name}`);
const source = (name) => inCheckout(`js/${name}`);

/** The builds: each with its entries, its format, and how the wasm comes into it. */
const BUILDS = [
  { entries: { node: "node/index.js" }, platform: "node", format: "esm", wasm: "beside" },
  { entries: { node: "node/index.js" }, platform: "node", format: "cjs", wasm: "beside" },
  { entries: { index: "index.js" }, platform: "neutral", format: "esm", wasm: "beside" },
  { entries: { index: "index.js" }, platform: "neutral", format: "cjs", wasm: "beside" },
  { entries: { workerd: "index.js" }, platform: "neutral", format: "esm", wasm: "module" },
];

const ENDING = { esm: ".js", cjs: ".cjs", iife: ".js" };

/** Builds the package's folder anew. */
export async function buildPackage() {
  rmSync(inCheckout(STAGED), { recursive: true, force: true });
  mkdirSync(inCheckout(STAGED));
  writeWasm();
  for (const one of BUILDS) await bundle(one);
  rmSync(inCheckout("dist"), { recursive: true, force: true });
  renameSync(inCheckout(STAGED), inCheckout("dist"));
}

/** The wasm as files that the bundles share. */
function writeWasm() {
  const text = JSON.stringify(readFileSync(inCheckout("build/web/engine.wasm")).toString("base64"));
  writeFileSync(staged("wasm.js"), `export default ${text};\n`);
  writeFileSync(staged("wasm.cjs"), `module.exports = ${text};\n`);
  cpSync(inCheckout("build/web/engine.wasm"), staged("engine.wasm"));
}

const bundle = ({ entries, platform, format, wasm }) =>
  build({
    entryPoints: Object.fromEntries(
      Object.entries(entries).map(([name, path]) => [name, source(path)]),
    ),
    outdir: inCheckout(STAGED),
    outExtension: { ".js": ENDING[format] },
    bundle: true,
    format,
    platform,
    target: "es2022",
    logLevel: "warning",
    legalComments: "none",
    plugins: [wasmAs(wasm, ENDING[format])],
    loader: { ".wasm": "base64" },
  });

/** How the engine's wasm comes into a bundle: `beside` it, `inside` it, or as a `module`. */
const wasmAs = (kind, ending) => ({
  name: "wasm",
  setup({ onResolve }) {
    const loader = kind === "module" ? "module" : "inline";
    onResolve({ filter: /^wasmock-compiled$/ }, () => ({ path: source(`core/wasm/${loader}.js`) }));
    onResolve({ filter: /^\.\/engine\.wasm$/ }, () => ({ path: "./engine.wasm", external: true }));
    onResolve({ filter: /^wasmock-wasm$/ }, () =>
      kind === "beside"
        ? { path: `./wasm${ending}`, external: true }
        : { path: inCheckout("build/web/engine.wasm") },
    );
  },
});
