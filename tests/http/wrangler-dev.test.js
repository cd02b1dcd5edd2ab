// `npx wrangler dev` in the checkout: the same Worker, by wrangler itself.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { root } from "../../scripts/local/checkout.js";
import { environment } from "../../scripts/setup/command.js";
import { send } from "./support/client.js";
import { temporaryFolder } from "./support/server.js";
import { until } from "../play/sink.js";

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

test("wrangler dev answers", { timeout: 60_000 }, async (t) => {
  const port = await freePort();
  const args = [
    "wrangler",
    "dev",
    "--port",
    String(port),
    "--persist-to",
    await temporaryFolder(t),
  ];
  const child = spawn("npx", args, { cwd: root, env: environment(), detached: true });
  const ended = once(child, "close");
  t.after(async () => {
    if (child.exitCode === null) process.kill(-child.pid, "SIGTERM");
    await ended;
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
  const health = () => send(port, { path: "/__wasmock/health" }).catch(() => undefined);
  assert.ok(await until(async () => (await health())?.status === 200, 40_000), said);
  assert.equal(JSON.parse((await health()).body).status, "ok");
});
