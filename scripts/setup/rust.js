// The compiler, its target for wasm, and the build.

import { existsSync } from "node:fs";
import { inCheckout } from "../local/checkout.js";
import { output, run, runQuietly, SetupError, step } from "./command.js";

const TARGET = "wasm32-unknown-unknown";

/** Sees to a compiler that knows wasm. */
export function installTarget() {
  if (!output("cargo", "--version")) {
    throw new SetupError(
      "Rust is missing. Get it from https://rustup.rs (one command, no root), then run this again.",
    );
  }
  const libraries = output("rustc", "--print", "target-libdir", "--target", TARGET);
  if (libraries && existsSync(libraries)) return;
  needRustup(`the Rust target ${TARGET}`);
  step(`rustup target add ${TARGET}, because the engine is compiled to wasm`);
  run("rustup", "target", "add", TARGET);
}

/** Sees to the formatter and the linter, which a minimal rustup leaves out. */
export function installLinters() {
  const missing = ["fmt", "clippy"].filter((tool) => !output("cargo", tool, "--version"));
  if (missing.length === 0) return;
  const components = missing.map((tool) => (tool === "fmt" ? "rustfmt" : tool));
  needRustup(components.join(" and "));
  step(`rustup component add ${components.join(" ")}, because the tests run them`);
  run("rustup", "component", "add", ...components);
}

/** Builds the engine and the npm package; both skip what is up to date. */
export async function build() {
  if (!existsSync(inCheckout("build/worker"))) {
    step("cargo xtask build, because there is no build yet (about three minutes, once)");
  }
  await runQuietly("cargo", "xtask", "build");
  await runQuietly("node", "scripts/package.js");
}

function needRustup(what) {
  if (output("rustup", "--version")) return;
  throw new SetupError(
    `${what} is missing, and there is no rustup to add it: add it with the tool that installed Rust, or get rustup from https://rustup.rs.`,
  );
}
