// The licences of what the wasm is linked of, as they ask for: with the package, word by word.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inCheckout, root } from "../local/checkout.js";

/** The features whose wasm is in the package, and what they are compiled for. */
const BUILT = ["--features", "cloudflare,web", "--filter-platform", "wasm32-unknown-unknown"];

const INTRODUCTION = `wasmock's WebAssembly is linked of the crates below and of Rust's standard library.
Of a choice of licences that has MIT in it, MIT was chosen. Each licence stands under the names of
those that it came with.
`;

/** The notices as one text: each licence once, under the crates that it came with. */
export function notices() {
  const byText = Map.groupBy(
    [...crates().flatMap(licences), standardLibrary()],
    ({ text }) => text,
  );
  const chapters = [...byText].map(
    ([text, of]) => `${of.map(({ title }) => title).join("\n")}\n\n${text}\n`,
  );
  return [INTRODUCTION, ...chapters].join(`\n${"-".repeat(80)}\n\n`);
}

/** The crates that are linked, by their names: neither macros nor what only builds or tests. */
function crates() {
  const { packages, resolve } = metadata();
  const byId = new Map(packages.map((one) => [one.id, one]));
  const depsOf = new Map(resolve.nodes.map(({ id, deps }) => [id, deps.filter(isLinked)]));
  const found = new Set();
  const visit = (id) => {
    if (found.has(id) || isMacro(byId.get(id))) return;
    found.add(id);
    for (const { pkg } of depsOf.get(id)) visit(pkg);
  };
  visit(packages.find(({ name }) => name === "wasmock").id);
  return [...found]
    .map((id) => byId.get(id))
    .filter(({ name }) => name !== "wasmock")
    .sort(byName);
}

const byName = (a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1);
const isLinked = ({ dep_kinds: kinds }) => kinds.some(({ kind }) => kind === null);
const isMacro = ({ targets }) => targets.some(({ kind }) => kind.includes("proc-macro"));

function metadata() {
  const args = ["metadata", "--format-version", "1", "--locked", ...BUILT];
  const options = { cwd: root, maxBuffer: 64e6, stdio: ["ignore", "pipe", "inherit"] };
  return JSON.parse(execFileSync("cargo", args, options));
}

/** `{title, text}` of each licence of a crate. */
function licences({ name, version, license, manifest_path: manifest }) {
  const folder = dirname(manifest);
  const files = chosen(licenceFiles(folder), license);
  if (files.length === 0) throw new Error(`the crate ${name} ${version} has no licence in it`);
  const title = `${name} ${version} (${license})`;
  return files.map((file) => ({ title, text: readFileSync(join(folder, file), "utf8").trim() }));
}

const licenceFiles = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => /^(\.licenses\/|licen[cs]e|copy|notice|unlicense)[^/]*$/i.test(path))
    .sort();

/** Only MIT where it is one of a choice, and has a file of its own. */
function chosen(files, license) {
  const isChoice = !/\bAND\b/.test(license) && /\bMIT\b/.test(license);
  const mit = isChoice ? files.filter((file) => /mit|copyright|notice/i.test(file)) : [];
  return mit.some((file) => /mit/i.test(file)) ? mit : files;
}

/** It is dual-licensed as most crates are: the words of MIT are those of our own licence. */
function standardLibrary() {
  const own = readFileSync(inCheckout("LICENSE"), "utf8").trim();
  return {
    title: "Rust's standard library (MIT OR Apache-2.0)",
    text: own.replace(/^Copyright.*$/m, "Copyright (c) The Rust Project contributors"),
  };
}
