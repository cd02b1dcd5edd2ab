// What the tests of the Worker need: a Worker on real workerd that can be killed and started
// again, and a server that receives webhooks.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { listen } from "../play/listen.js";
import { atEnd } from "../play/ends.js";

const SERVE = fileURLToPath(new URL("serve.js", import.meta.url));

/** A Worker that serves `mocks`; it and its storage go when the test ends. */
export async function worker(test, { mocks, bindings = { WASMOCK_LOCAL: "1" } }) {
  const folder = await mkdtemp(join(tmpdir(), "wasmock-test-"));
  const served = new Served({ mocks, bindings, folder });
  atEnd(test, async () => {
    await served.kill();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });
  await served.start();
  return served;
}

class Served {
  #options;
  #process;
  lines = [];

  constructor(options) {
    this.#options = options;
  }

  /** Where its storage is. */
  get folder() {
    return this.#options.folder;
  }

  async start() {
    this.#process = spawn(process.execPath, [SERVE, JSON.stringify(this.#options)], {
      stdio: ["pipe", "pipe", "inherit"], // its input ends with this process, and with that it too
      detached: true, // a process group of its own, so that workerd is killed with it
    });
    const output = createInterface({ input: this.#process.stdout });
    this.address = await new Promise((resolve, reject) => {
      output.on("line", (line) => {
        this.lines.push(line);
        if (line.startsWith("ready ")) resolve(line.slice("ready ".length).replace(/\/$/, ""));
      });
      this.#process.on("exit", (code) => reject(new Error(`the Worker ended with ${code}`)));
    });
  }

  /** Ends it and its workerd as a crash would: SIGKILL. */
  async kill() {
    if (this.#process?.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#process.on("exit", resolve));
    process.kill(-this.#process.pid, "SIGKILL");
    await ended;
  }

  fetch(path, init) {
    return fetch(this.address + path, init);
  }

  async json(path, init) {
    return (await this.fetch(path, init)).json();
  }

  /** The webhooks that a query asks for, newest first. */
  async history(query = "") {
    const { WASMOCK_TOKEN: token } = this.#options.bindings;
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    return (await this.json(`/__wasmock/webhooks${query}`, { headers })).webhooks;
  }

  /**
   * All webhooks, newest first, once there are as many as is said, or any, and none waits any more.
   */
  ended(count) {
    return until(`${count ?? "all"} webhooks have ended`, async () => {
      const all = await this.history("?limit=1000");
      const areThere = count === undefined ? all.length > 0 : all.length === count;
      return areThere && all.every(({ state }) => state !== "scheduled") && all;
    });
  }
}

/**
 * A server on 127.0.0.1 that notes what it receives. To a path that begins with `/never` it never
 * answers; to `/status/500` with that status.
 */
export const sink = (test) => answering(test, byPath);

/** One that answers by a script, whatever is asked: `[status, headers]` one after the other, or `["never"]`; 200 when the script is over. */
export function scriptedSink(test, script) {
  const left = [...script];
  return answering(test, () => left.shift() ?? [200]);
}

function byPath(path) {
  if (path.startsWith("/never")) return ["never"];
  const status = Number(/^\/status\/(\d+)/.exec(path)?.[1] ?? 200);
  return [status, status === 302 ? { location: "/followed" } : {}];
}

/** `{address, received, at(path)}` of a server that answers `answerTo(path)` until the test ends. */
async function answering(test, answerTo) {
  const received = [];
  const server = createServer(async (request, response) => {
    const at = Date.now();
    const body = await text(request);
    const { method, url: path, headers } = request;
    received.push({ at, method, path, headers, body });
    const [status, fields = {}] = answerTo(path);
    if (status !== "never") response.writeHead(status, fields).end("taken");
  });
  const { url: address, end } = await listen(server);
  atEnd(test, end);
  return { address, received, at: (path) => received.filter((request) => request.path === path) };
}

/** Waits until `check` gives something true, and gives that; fails after `seconds`. */
export async function until(what, check, seconds = 120) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const result = await check();
    if (result) return result;
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await sleep(25);
  }
}

export { sleep };
