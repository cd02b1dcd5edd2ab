// A mocks file served on this machine by workerd: what `npm start` and the tests over HTTP share.

import { mkdir, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { isIPv6 } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { workerdConfig } from "./config.js";
import { layOut } from "./layout.js";
import { startWorkerd } from "./workerd.js";

/**
 * Serves `mocks`, the text of a right file. `folder` keeps the Worker's files and what its Durable
 * Objects store; `vars` are its variables and secrets, besides those of wrangler.toml;
 * `onLine(line, isError)` gets what it prints. Gives a server: `{port, url, ask, ended, end}`.
 */
export async function serve({ mocks, folder, host = "127.0.0.1", port = 0, vars = {}, onLine }) {
  const worker = join(folder, "worker");
  const storage = join(folder, "storage");
  const config = join(worker, "config.capnp");
  const address = `${inUrl(host)}:${port}`;
  await layOut(worker, mocks);
  await mkdir(storage, { recursive: true });
  await writeFile(config, workerdConfig({ address, storage, vars }), { mode: 0o600 });
  const workerd = await startWorkerd(config, onLine);
  const at = { host: reachable(host), port: workerd.port };
  return {
    ...workerd,
    url: `http://${inUrl(at.host)}:${at.port}`,
    ask: (method, path, body) => ask(at, method, path, body),
  };
}

/** Asks the engine itself: `{status, body}`, the body read as JSON. */
async function ask({ host, port }, method, path, body) {
  // The engine's own data is for this machine: it wants a loopback Host, at whatever address it listens.
  const headers = { host: `localhost:${port}` };
  const answer = await new Promise((resolve, reject) => {
    const options = { host, port, method, path: `/__wasmock/${path}`, headers, agent: false };
    request(options, resolve).on("error", reject).end(body);
  });
  return { status: answer.statusCode, body: JSON.parse(await text(answer)) };
}

const inUrl = (host) => (isIPv6(host) ? `[${host}]` : host);

/** Where a server that listens everywhere is reached. */
const reachable = (host) => ({ "0.0.0.0": "127.0.0.1", "::": "::1" })[host] ?? host;
