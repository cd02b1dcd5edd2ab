// `npx wrangler dev` as a process, with the terminal in view.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inCheckout } from "../../../scripts/local/checkout.js";
import { environment } from "../../../scripts/setup/command.js";
import { send } from "./client.js";
import { temporaryFolder } from "./server.js";
import { until } from "../../play/sink.js";
import { atEnd } from "../../play/ends.js";
import { plain } from "../../play/environment.js";

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

/** The environment of a wrangler that knows of no other: they tell each other by files in their user's home. */
const alone = (state) => ({
  ...plain(environment()),
  WRANGLER_REGISTRY_PATH: join(state, "registry"),
});

/** Serves the Worker of a folder until the test `t` ends: the port at which it answers. */
export async function wranglerDev(t, folder, ...options) {
  const state = await temporaryFolder(t);
  const kept = ["--persist-to", state];
  const [program, script] = wrangler;
  const args = [script, "dev", ...PORTS, ...kept, ...options];
  const child = spawn(program, args, { cwd: folder, env: alone(state), detached: true });
  const ended = once(child, "close");
  atEnd(t, () => endGroup(child, ended));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
  await until(() => READY.test(said) || child.exitCode !== null);
  const port = Number(READY.exec(said)?.groups.port);
  assert.ok(port && (await until(() => answers(port))), said);
  return port;
}

/** Ends a process and all that it started, which may outlive it. */
async function endGroup(child, ended) {
  signalGroup(child, "SIGTERM");
  await Promise.race([ended, sleep(KINDNESS_MS, undefined, { ref: false })]);
  signalGroup(child, "SIGKILL");
  await ended;
}

function signalGroup({ pid }, name) {
  try {
    process.kill(-pid, name);
  } catch (error) {
    if (error.code !== "ESRCH") throw error; // all of it has gone
  }
}

/** Whether the Worker itself answers: 503 is its word for a wrong mocks file. */
async function answers(port) {
  const health = await send(port, { path: "/__wasmock/health" }).catch(() => undefined);
  return [200, 503].includes(health?.status);
}
