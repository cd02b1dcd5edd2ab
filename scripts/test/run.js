// One suite run: shown whole, and counted by what its runner says at the end.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { stripVTControlCharacters } from "node:util";
import { root } from "../local/checkout.js";
import { environment } from "../setup/command.js";

/**
 * Runs a suite: `{name, passed, failed, skipped, note}`. What its runner says is shown as it goes
 * where `isLive`, and otherwise all at its end, so that no other suite's stands within it.
 */
export async function runSuite({ name, command, closing }, isLive) {
  const title = `\n== ${name}: ${command.slice(0, 4).join(" ")}`;
  console.log(isLive ? title : `.. ${name} has begun`);
  const start = performance.now();
  const held = [];
  const show = (stream, text) => (isLive ? stream.write(text) : held.push([stream, text]));
  const { output, exitCode } = await outputOf(command, show);
  if (!isLive) console.log(`${title}, ${((performance.now() - start) / 1000).toFixed(0)} s`);
  for (const [stream, text] of held) stream.write(text);
  return { name, ...verdict(closing(output, exitCode), exitCode) };
}

/**
 * No success without a test, nor where the runner itself says it failed. Where this machine can run none of them,
 * as browsers' without a browser, the table says so.
 */
export function verdict(counts, exitCode) {
  if (!counts) {
    return { passed: 0, failed: 1, skipped: 0, note: "the runner did not say what came of it" };
  }
  if (counts.failed === 0 && exitCode !== 0) {
    return { ...counts, failed: 1, note: `the runner ended with ${exitCode}` };
  }
  if (counts.passed + counts.failed > 0) return { ...counts, note: "" };
  if (counts.skipped > 0) return { ...counts, note: "none was run: each says above why" };
  return { ...counts, failed: 1, note: "no test was run" };
}

/** What a program says, which `show(stream, text)` gets as it comes. */
async function outputOf([program, ...args], show) {
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
      show(to, text);
    });
  }
  const exitCode = await once(child, "close").then(
    ([code]) => code ?? 1,
    (error) => (show(process.stderr, `${error.message}\n`), 1),
  );
  return { output: stripVTControlCharacters(output), exitCode };
}

/** The runners do not see the terminal behind our pipes. */
const COLOURS = { CARGO_TERM_COLOR: "always", FORCE_COLOR: "1" };
