// The command `wasmock` as a user runs it: a process of its own, with the terminal in view.

import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inCheckout } from "../../../scripts/local/checkout.js";
import { terminalOf } from "../../play/terminal.js";
import { atEnd } from "../../play/ends.js";
import { plain } from "../../play/environment.js";

/** The file that the package's `bin` names. */
export const CLI = inCheckout("dist/cli.js");

/** A folder with these files, by their names; it is gone when the test `t` ends. */
export async function folderWith(t, files = {}) {
  const folder = await mkdtemp(join(tmpdir(), "wasmock-cli-"));
  atEnd(t, async () => {
    await chmod(folder, 0o700);
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

/**
 * Runs the command in a folder: `{out(), err(), sees(text), ended, kill(signal)}`; `ended` is kept
 * with the exit code. `node` are options of Node itself, `cli` another copy of the command.
 */
function start(t, folder, args, { env = {}, stdin = "", node = [], cli = CLI } = {}) {
  const all = { cwd: folder, env: { ...plain(), ...env } };
  const child = spawn(process.execPath, [...node, cli, ...args], all);
  child.stdin.on("error", () => {}).end(stdin); // it may end before it has read
  const terminal = terminalOf(child);
  const kill = (signal) => (child.kill(signal), terminal.ended);
  atEnd(t, () => kill("SIGKILL"));
  return { ...terminal, kill };
}

/** Runs the command to its end: `{code, out, err}`. */
export async function run(t, folder, args, options) {
  const command = start(t, folder, args, options);
  const code = await command.ended;
  return { code, out: command.out(), err: command.err() };
}

/** Runs `wasmock serve` on mocks.yml at a free port, and waits until it serves: with its `port`. */
export async function serving(t, folder, args = [], options = {}) {
  const command = start(t, folder, ["serve", "--port", "0", ...args], options);
  await command.sees("Ctrl-C ends it");
  return { ...command, port: Number(/:(\d+)\/__wasmock\//.exec(command.out())[1]) };
}
