// The suites of `npm test`, and how each says what came of it.

import { readdirSync } from "node:fs";
import { inCheckout } from "../local/checkout.js";
import { cargoTests, nodeTests, oneCheck } from "./closing.js";

/** `node --test` over the test files of a folder. */
const nodeSuite = (name, folder) => ({
  name,
  command: ["node", "--test", "--test-reporter=spec", "--test-concurrency=4", ...testsIn(folder)],
  closing: nodeTests,
});

const testsIn = (folder) =>
  readdirSync(inCheckout(folder))
    .filter((name) => name.endsWith(".test.js"))
    .map((name) => `${folder}/${name}`);

/** Each with the name to call it by, its commands, and the reader of their closing lines. */
export const suites = [
  { name: "format", command: ["cargo", "fmt", "--all", "--check"], closing: oneCheck() },
  {
    name: "lint",
    command: ["cargo", "clippy", "--workspace", "--all-targets", "--", "-D", "warnings"],
    closing: oneCheck(/^\s*Finished /m),
  },
  {
    name: "lint-wasm",
    command: [
      ...["cargo", "clippy", "--lib", "--target", "wasm32-unknown-unknown"],
      ...["--features", "cloudflare,web", "--", "-D", "warnings"],
    ],
    closing: oneCheck(/^\s*Finished /m),
  },
  {
    name: "core",
    command: ["cargo", "test", "--workspace", "--no-fail-fast"],
    closing: cargoTests,
  },
  {
    name: "js-format",
    command: ["prettier", "--check", "."],
    closing: oneCheck(/^All matched files use Prettier/m),
  },
  { name: "js-lint", command: ["eslint", "--max-warnings=0", "."], closing: oneCheck() },
  { name: "size", command: ["cargo", "xtask", "size"], closing: oneCheck(/wasm/) },
  nodeSuite("scripts", "tests/scripts"),
  nodeSuite("docs", "tests/docs"),
  nodeSuite("schema", "tests/schema"),
  nodeSuite("workerd", "tests/workerd"),
  nodeSuite("play", "tests/play"),
  nodeSuite("signature", "tests/signature"),
  nodeSuite("http", "tests/http"),
  nodeSuite("node", "tests/node"),
  nodeSuite("cli", "tests/cli"),
  nodeSuite("package", "tests/package"),
  nodeSuite("page", "tests/page"),
  nodeSuite("browser", "tests/browser"),
  nodeSuite("vite", "tests/vite"),
];
