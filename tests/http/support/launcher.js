// `npm start` as a user runs it: a process of its own, with the terminal in view.

import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { inCheckout, root } from "../../../scripts/local/checkout.js";
import { storageOf } from "../../../scripts/local/storage.js";
import { terminalOf } from "../../play/terminal.js";
import { atEnd } from "../../play/ends.js";
import { plain } from "../../play/environment.js";

const direct = [process.execPath, inCheckout("scripts/start.js")];
const throughNpm = ["npm", "start", "--prefix", root, "--"];

/**
 * Starts the launcher in `folder` with these arguments, in a process group of its own. Gives
 * `{pid, port, url, out(), err(), sees(text), exitCode, ended, kill(signal, whole)}`; what is
 * left of it goes when the test `t` ends.
 */
export function launch(t, folder, args, { npm = false } = {}) {
  const [program, ...first] = npm ? throughNpm : direct;
  const env = { ...plain(), INIT_CWD: folder };
  const child = spawn(program, [...first, ...args], { cwd: folder, env, detached: true });
  const terminal = terminalOf(child);
  const kill = (signal, whole = true) => {
    if (child.exitCode === null && child.signalCode === null) {
      process.kill(whole ? -child.pid : child.pid, signal);
    }
    return terminal.ended;
  };
  atEnd(t, () => kill("SIGKILL"));
  return { ...terminal, kill };
}

/** Starts the launcher on a mocks file at a free port, and waits until it serves: with its `port`. */
export async function launchServing(t, folder, mocks = "mocks.yml", options = {}) {
  atEnd(t, () =>
    rm(storageOf(join(folder, mocks)), { recursive: true, force: true, maxRetries: 10 }),
  );
  const launcher = launch(t, folder, ["--mocks", mocks, "--port", "0"], options);
  await launcher.sees("/__wasmock/");
  return { ...launcher, port: Number(/:(\d+)\/__wasmock\//.exec(launcher.out())[1]) };
}
