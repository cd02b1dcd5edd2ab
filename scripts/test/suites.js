// The suites of `npm test`, and how each says what came of it.

import { readdirSync } from "node:fs";
import { inCheckout } from "../local/checkout.js";
import { cargoTests, nodeTests, oneCheck } from "./closing.js";

/**
 * `node --test` over the test files of a folder: each in a process, as many at once as are good for two
 * processors, or all in one, where they share what is dear to start.
 */
const nodeSuite = (name, processes = "--test-concurrency=3") => ({
  name,
  command: ["node", "--test", ...REPORT, processes, ...testsIn(`tests/${name}`)],
  closing: nodeTests,
});

/** A test that hangs for 20 minutes is named, and ends. */
const REPORT = ["--test-reporter=spec", "--test-timeout=1200000"];

/** One process for all files of a suite. */
const TOGETHER = "--test-isolation=none";

/** A command of cargo's: another one would only wait for it. */
const cargoSuite = (name, args, closing) => ({
  name,
  command: ["cargo", ...args],
  closing,
  lane: "cargo",
});

const testsIn = (folder) =>
  readdirSync(inCheckout(folder))
    .filter((name) => name.endsWith(".test.js"))
    .map((name) => `${folder}/${name}`);

const isFinished = oneCheck(/^\s*Finished /m);

/**
 * Each with the name to call it by, its command, and the reader of its closing lines; those that take
 * longest first. Those of one `lane` are run one after the other.
 */
export const suites = [
  cargoSuite("format", ["fmt", "--all", "--check"], oneCheck()),
  nodeSuite("browser", TOGETHER),
  nodeSuite("http"),
  cargoSuite("core", ["test", "--workspace", "--no-fail-fast"], cargoTests),
  cargoSuite(
    "lint",
    ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"],
    isFinished,
  ),
  cargoSuite(
    "lint-wasm",
    [
      ...["clippy", "--lib", "--target", "wasm32-unknown-unknown"],
      ...["--features", "cloudflare,web", "--", "-D", "warnings"],
    ],
    isFinished,
  ),
  cargoSuite("size", ["xtask", "size"], oneCheck(/wasm/)),
  nodeSuite("cli"),
  nodeSuite("package"),
  nodeSuite("workerd"),
  nodeSuite("page", TOGETHER),
  nodeSuite("vite"),
  nodeSuite("node"),
  {
    name: "js-format",
    command: ["prettier", "--check", "."],
    closing: oneCheck(/^All matched files use Prettier/m),
  },
  { name: "js-lint", command: ["eslint", "--max-warnings=0", "."], closing: oneCheck() },
  nodeSuite("schema"),
  nodeSuite("signature"),
  nodeSuite("docs"),
  nodeSuite("play"),
  nodeSuite("scripts"),
];
