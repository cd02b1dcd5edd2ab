// `npx wrangler dev` as a process, with the terminal in view.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { inCheckout } from "../../../scripts/local/checkout.js";
import { environment } from "../../../scripts/setup/command.js";
import { send } from "./client.js";
import { temporaryFolder } from "./server.js";
import { until } from "../../play/sink.js";
import { atEnd } from "../../play/ends.js";

/** Its line that names the port. */
const READY = /Ready on http:\/\/[^:\s]+:(?<port>\d+)/;

/** How long it may take to end, in milliseconds. */
const KINDNESS_MS = 5_000;

/** The program and the first argument that run this checkout's wrangler. */
export const wrangler = [process.execPath, inCheckout("node_modules/wrangler/bin/wrangler.js")];

/**
 * Both ports are the system's choice when they are bound. A free one that is looked for before may be taken
 * by then, and wrangler looks for its inspector's from 9229 on, so that two that start at once fail.
 */
const PORTS = ["--port", "0", "--inspector-port", "0"];

/** Serves the Worker of a folder until the test `t` ends: the port at which it answers. */
export async function wranglerDev(t, folder, ...options) {
  const kept = ["--persist-to", await temporaryFolder(t)];
  const [program, script] = wrangler;
  const args = [script, "dev", ...PORTS, ...kept, ...options];
  const child = spawn(program, args, { cwd: folder, env: environment(), detached: true });
  const ended = once(child, "close");
  atEnd(t, () => endGroup(child, ended));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
  await until(() => READY.test(said) || child.exitCode !== null);
  const port = Number(READY.exec(said)?.groups.port);
  assert.ok(port && (await until(() => answers(port))), said);
  return port;
}

/** Ends a process and all that it started. */
async function endGroup(child, ended) {
  const signal = (name) => child.exitCode === null && process.kill(-child.pid, name);
  signal("SIGTERM");
  await Promise.race([ended, sleep(KINDNESS_MS, undefined, { ref: false })]);
  signal("SIGKILL");
  await ended;
}

/** Whether the Worker itself answers: 503 is its word for a wrong mocks file. */
async function answers(port) {
  const health = await send(port, { path: "/__wasmock/health" }).catch(() => undefined);
  return [200, 503].includes(health?.status);
}
