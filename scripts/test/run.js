// One suite run: shown as it goes, and counted by what its runner says at the end.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { stripVTControlCharacters } from "node:util";
import { root } from "../local/checkout.js";
import { environment } from "../setup/command.js";

/** Runs a suite: `{name, passed, failed, skipped, note}`. */
export async function runSuite({ name, command, closing }) {
  console.log(`\n== ${name}: ${command.slice(0, 4).join(" ")}`);
  const { output, exitCode } = await shownOutput(command);
  return { name, ...verdict(closing(output, exitCode), exitCode) };
}

/** No success without a test that passed, nor where the runner itself says it failed. */
export function verdict(counts, exitCode) {
  if (!counts) {
    return { passed: 0, failed: 1, skipped: 0, note: "the runner did not say what came of it" };
  }
  if (counts.failed === 0 && exitCode !== 0) {
    return { ...counts, failed: 1, note: `the runner ended with ${exitCode}` };
  }
  if (counts.passed + counts.failed === 0) return { ...counts, failed: 1, note: "no test was run" };
  return { ...counts, note: "" };
}

async function shownOutput([program, ...args]) {
  const env = {
    ...environment(),
    ...(process.stdout.isTTY && !process.env.NO_COLOR ? COLOURS : {}),
  };
  const child = spawn(program, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    from.setEncoding("utf8").on("data", (text) => {
      output += text;
      to.write(text);
    });
  }
  const exitCode = await once(child, "close").then(
    ([code]) => code ?? 1,
    (error) => (console.error(error.message), 1),
  );
  return { output: stripVTControlCharacters(output), exitCode };
}

/** The runners do not see the terminal behind our pipes. */
const COLOURS = { CARGO_TERM_COLOR: "always", FORCE_COLOR: "1" };
