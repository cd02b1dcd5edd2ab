// workerd as a process of our own: started, heard, and ended without leaving anything behind.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import workerd from "workerd";
import { inCheckout } from "./checkout.js";
import { socket } from "./config.js";
import { Refusal } from "./refusal.js";

/** How long workerd may take to end kindly. */
const PATIENCE_MS = 2000;

/**
 * Starts workerd with a configuration file. `onLine(line, isError)` gets what it prints. Gives
 * `{port, ended, end}`: `ended` settles when workerd is gone, `end` makes it go.
 */
export async function startWorkerd(config, onLine) {
  const child = spawn("sh", [inCheckout("scripts/local/warden.sh"), ...command(config)], {
    stdio: ["pipe", "pipe", "pipe", "pipe"],
  });
  const [, output, errors, control] = child.stdio;
  const ended = Promise.all([once(output, "close"), once(errors, "close")]);
  const held = [];
  let hear = (...line) => held.push(line);
  const lines = (stream, isError) =>
    createInterface({ input: stream }).on("line", (line) => hear(line, isError));
  lines(output, false);
  lines(errors, true);
  const gone = once(child, "exit");
  let ending;
  const end = () => (ending ??= endChild(child, ended, gone));
  ended.then(end);
  const port = await Promise.race([listening(control), ended.then(() => undefined)]);
  if (port === undefined) {
    throw new Refusal(`workerd did not start:\n${held.map(([line]) => line).join("\n")}`);
  }
  hear = onLine;
  held.forEach((line) => onLine(...line));
  return { port, ended, end };
}

const command = (config) => [workerd.default, "serve", config, "--control-fd=3"];

/** The port, once workerd says on its control pipe that it listens. */
async function listening(control) {
  for await (const line of createInterface({ input: control })) {
    const event = JSON.parse(line);
    if (event.event === "listen" && event.socket === socket) return event.port;
  }
  return undefined;
}

async function endChild(child, ended, gone) {
  child.stdin.on("error", () => {}); // it may have gone before us
  child.stdin.write("end\n");
  await Promise.race([ended, sleep(PATIENCE_MS, undefined, { ref: false })]);
  child.stdin.end();
  await gone;
}
