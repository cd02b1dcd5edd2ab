// Other programs, run as a set-up or a suite needs them.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { root } from "../local/checkout.js";

/**
 * The environment of every program that is started: quiet, and with a path on which the packages'
 * programs come first, as npm has it, the Node that set-up brought among them, and a fresh rustup's last.
 */
export function environment() {
  const packages = join(root, "node_modules", ".bin");
  const cargo = join(homedir(), ".cargo", "bin");
  const path = [packages, process.env.PATH ?? "", ...(existsSync(cargo) ? [cargo] : [])];
  return {
    ...process.env,
    PATH: path.join(delimiter),
    WRANGLER_SEND_METRICS: "false",
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
  };
}

/** What a program prints, without the last line end; `undefined` where it is missing or fails. */
export function output(program, ...args) {
  const result = spawnSync(program, args, { cwd: root, env: environment(), encoding: "utf8" });
  return result.status === 0 ? result.stdout.trimEnd() : undefined;
}

/** Runs a program whose output the user sees; throws a `SetupError` if it fails. */
export function run(program, ...args) {
  const result = spawnSync(program, args, { cwd: root, env: environment(), stdio: "inherit" });
  if (result.status === 0) return;
  const reason = result.error ? result.error.message : `it ended with ${result.status}`;
  throw new SetupError(`\`${[program, ...args].join(" ")}\` did not work: ${reason}`);
}

/** How long a program may take before what it says is shown. */
const PATIENCE_MS = 1500;

/** Runs a program whose output the user sees if it takes long or fails; throws a `SetupError` then. */
export async function runQuietly(program, ...args) {
  const child = spawn(program, args, {
    cwd: root,
    env: environment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const held = [];
  let say = (text) => held.push(text);
  const release = () => {
    say = (text) => process.stderr.write(text);
    held.forEach(say);
  };
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => say(text));
  const timer = setTimeout(release, PATIENCE_MS);
  const [code] = await once(child, "close");
  clearTimeout(timer);
  if (code === 0) return;
  release();
  throw new SetupError(`\`${[program, ...args].join(" ")}\` did not work: it ended with ${code}`);
}

/** Says what is done now, and why. */
export function step(text) {
  console.log(`set-up: ${text}`);
}

/** Something that set-up cannot do by itself; its message tells the user what to do. */
export class SetupError extends Error {}
