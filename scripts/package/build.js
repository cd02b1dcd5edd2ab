// Makes the npm package of js/ and build/: dist/.
//
// The wasm is in it four times: for ESM and for CommonJS as text, within the service worker, and as
// a module for Workers, which may compile no bytes. `wasmock/worker` brings its own, with the
// Worker's platform in it.

import { build } from "esbuild";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { inCheckout } from "../local/checkout.js";
import { notices } from "./notices.js";

/** What is made here takes the place of dist/ when it is whole. */
const STAGED = "dist.new";

const staged = (name) => inCheckout(`${STAGED}/${name}`);
const source = (name) => inCheckout(`js/${name}`);

/** The page's part of the Vite plugin, which that gives to the page. */
const VITE_CLIENT = { "vite-client": "vite/client.js" };

/** The builds: each with its entries, its format, and how the wasm comes into it, if it does. */
const BUILDS = [
  { entries: { node: "node/index.js" }, platform: "node", format: "esm", wasm: "beside" },
  { entries: { node: "node/index.js" }, platform: "node", format: "cjs", wasm: "beside" },
  { entries: { cli: "node/cli.js" }, platform: "node", format: "esm", wasm: "beside" },
  { entries: { index: "index.js" }, platform: "neutral", format: "esm", wasm: "beside" },
  { entries: { index: "index.js" }, platform: "neutral", format: "cjs", wasm: "beside" },
  { entries: { workerd: "index.js" }, platform: "neutral", format: "esm", wasm: "module" },
  { entries: { browser: "browser/index.js" }, platform: "browser", format: "esm", wasm: "none" },
  { entries: { sw: "browser/sw/main.js" }, platform: "browser", format: "iife", wasm: "inside" },
  { entries: { vite: "vite/index.js" }, platform: "node", format: "esm", wasm: "beside" },
  { entries: VITE_CLIENT, platform: "browser", format: "esm", wasm: "none" },
];

const ENDING = { esm: ".js", cjs: ".cjs", iife: ".js" };

/** Builds the package's folder anew. */
export async function buildPackage() {
  rmSync(inCheckout(STAGED), { recursive: true, force: true });
  mkdirSync(inCheckout(STAGED));
  writeWasm();
  writeFileSync(staged("THIRD-PARTY-LICENSES.txt"), notices());
  for (const one of BUILDS) await bundle(one);
  copyWorker();
  chmodSync(staged("cli.js"), 0o755);
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

/** The Worker, which `cargo xtask build` bundles with an engine of its own. */
function copyWorker() {
  for (const name of ["index.js", "engine.wasm"]) {
    cpSync(inCheckout(`build/worker/${name}`), staged(`worker/${name}`));
  }
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
    external: ["vite"],
    logLevel: "warning",
    legalComments: "none",
    minify: wasm === "inside",
    plugins: [wasmAs(wasm, ENDING[format]), pages],
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

/** The files of www/ as a module that has their texts by their names: but for hidden ones, editors'. */
const pages = {
  name: "pages",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^wasmock-pages$/ }, ({ path }) => ({ path, namespace: "pages" }));
    onLoad({ filter: /^/, namespace: "pages" }, () => ({
      contents: JSON.stringify(pageTexts()),
      loader: "json",
    }));
  },
};

function pageTexts() {
  const names = readdirSync(inCheckout("www")).filter((name) => !name.startsWith("."));
  return Object.fromEntries(
    names.sort().map((name) => [name, readFileSync(inCheckout("www", name), "utf8")]),
  );
}
