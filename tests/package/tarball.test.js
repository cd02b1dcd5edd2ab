// The tarball: what is in it, how much it weighs, and whether every tool finds its way in it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { inCheckout } from "../../scripts/local/checkout.js";
import { dropTarball, tarball } from "./support/tarball.js";

/** What the package may weigh, in kB: 5 % above what it does. */
const BUDGET = { packed: 2300, unpacked: 6140 };

/** What may be in it. The licence, the README and package.json are npm's own additions. */
const SHIPPED =
  /^(dist\/|types\/|templates\/|schema\/mocks\.schema\.json$|CHANGELOG\.md$|LICENSE$|README\.md$|package\.json$)/;

/** What has no place in it. */
const UNWANTED = /\.(rs|map|ts\.js|test\.js|tgz)$|^(dist|types)\/.*\b(test|node_modules|src)\//;

after(dropTarball);

const manifest = JSON.parse(await readFile(inCheckout("package.json"), "utf8"));
const paths = async () => (await tarball()).files.map(({ path }) => path);

/** Every file that `exports`, `main`, `types` and `bin` name. */
function named(value) {
  if (typeof value === "string") return [value.replace(/^\.\//, "")];
  return Object.values(value ?? {}).flatMap(named);
}

test("the tarball weighs no more than its budget", async (t) => {
  const { size, unpackedSize, files } = await tarball();
  const [packed, unpacked] = [size, unpackedSize].map((bytes) => bytes / 1000);
  const told = `${packed.toFixed(0)} kB packed (of ${BUDGET.packed}), ${unpacked.toFixed(0)} kB unpacked (of ${BUDGET.unpacked}), ${files.length} files`;
  t.diagnostic(told);
  assert.ok(packed <= BUDGET.packed && unpacked <= BUDGET.unpacked, told);
});

test("it holds what is shipped, and no sources or tests", async () => {
  const all = await paths();
  assert.deepEqual(
    all.filter((path) => !SHIPPED.test(path) || UNWANTED.test(path)),
    [],
  );
  for (const path of ["LICENSE", "README.md", "CHANGELOG.md", "dist/THIRD-PARTY-LICENSES.txt"]) {
    assert.ok(all.includes(path), path);
  }
});

test("every path that package.json names is in it", async () => {
  const { exports, main, types, bin, sideEffects } = manifest;
  const wanted = [exports, main, types, bin, sideEffects].flatMap(named);
  const all = await paths();
  assert.ok(wanted.length > 10, wanted.join());
  assert.deepEqual(
    wanted.filter((path) => !all.includes(path)),
    [],
  );
});

test("nothing is installed with it", () => {
  const { dependencies, peerDependencies = {}, peerDependenciesMeta = {}, scripts } = manifest;
  assert.equal(dependencies, undefined);
  const needed = Object.keys(peerDependencies).filter(
    (name) => !peerDependenciesMeta[name]?.optional,
  );
  assert.deepEqual(needed, []);
  for (const hook of ["preinstall", "install", "postinstall", "prepare"]) {
    assert.equal(scripts[hook], undefined, `${hook} would run where it is installed`);
  }
});

test("the licences of the crates in the wasm are in it", async () => {
  const notices = await readFile(inCheckout("dist/THIRD-PARTY-LICENSES.txt"), "utf8");
  for (const part of [
    /^winnow 1\.\d+\.\d+ \(MIT\)$/m, // read by both engines
    /^worker \d\S* \(Apache-2\.0\)$/m, // the Worker's only
    /Apache License\s+Version 2\.0/,
    /^Copyright \(c\) The Rust Project contributors$/m,
  ]) {
    assert.match(notices, part);
  }
  for (const tool of ["serde_yaml", "proptest", "criterion", "syn"]) {
    assert.ok(!notices.includes(`\n${tool} `), `${tool} is not linked`);
  }
});

test("publint finds nothing, not even a suggestion", async () => {
  const data = await readFile((await tarball()).path);
  const pack = { tarball: data.buffer.slice(data.byteOffset, data.byteOffset + data.length) };
  const { messages, pkg } = await publint({ pack, strict: true });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg)),
    [],
  );
});

/** A script that is served and never imported: it has no types, and attw leaves it out. */
const SCRIPTS = ["./sw.js"];

/** Entries that are modules only: pages, Vite's configuration and Workers have no `require`. */
const MODULES_ONLY = ["./browser", "./vite", "./vite-client", "./worker"];

/**
 * What attw reports of an entry on purpose, by the way that TypeScript looks for it.
 *
 * - `node10` knows no `exports`, so it finds the package itself only, by `main` and `types`. It is
 *   Node's way before version 12, and TypeScript 7 no longer has it.
 * - `node16-cjs` warns of `require` of a module; Node does that since version 22.12.
 */
function deliberate(entry, resolution) {
  if (resolution === "node10" && entry !== ".") return "NoResolution";
  if (resolution === "node16-cjs" && MODULES_ONLY.includes(entry)) return "CJSResolvesToESM";
  return undefined;
}

test("attw finds types that fit the code, for every way to resolve them", async () => {
  const data = await readFile((await tarball()).path);
  const options = { excludeEntrypoints: SCRIPTS };
  const { types, problems, entrypoints } = await checkPackage(
    createPackageFromTarballData(data),
    options,
  );
  assert.equal(types.kind, "included");
  assert.ok(Object.keys(entrypoints).length > 3);
  const told = problems.map(({ kind, entrypoint, resolutionKind }) => ({
    kind,
    entrypoint,
    resolutionKind,
  }));
  const unexpected = told.filter(
    ({ kind, entrypoint, resolutionKind }) => deliberate(entrypoint, resolutionKind) !== kind,
  );
  assert.deepEqual(unexpected, []);
});
