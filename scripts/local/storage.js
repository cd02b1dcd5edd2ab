// Where a mocks file's pending webhooks are kept, and who may use them: one server at a time.

import { unlink } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { digest, distinctName } from "../../js/node/cli/distinct.js";
import { inCheckout } from "./checkout.js";

/** The folder of a mocks file, by its absolute path. */
export const storageOf = (mocks) => inCheckout(".wasmock", distinctName(mocks));

/**
 * Claims a folder for this process. The claim is a socket, which the kernel frees whatever way the
 * process ends. Gives `{tell, release}`, or `{holder}`: what the process that has it told of itself.
 */
export async function claim(folder, tries = 3) {
  const socket = socketOf(folder);
  let told = "";
  const server = createServer((peer) => peer.end(told));
  if (await listens(server, socket)) {
    return { tell: (text) => (told = text), release: () => server.close() };
  }
  const holder = await ask(socket);
  if (holder !== undefined || tries === 0) return { holder: holder ?? "" };
  await unlink(socket).catch(() => {});
  return claim(folder, tries - 1);
}

/** A name that leaves no file where the platform has such; a file's path may have but 104 characters. */
function socketOf(folder) {
  const name = `wasmock-${digest(folder)}`;
  if (process.platform === "linux") return `\0${name}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

function listens(server, socket) {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => (error.code === "EADDRINUSE" ? resolve(false) : reject(error)));
    server.listen(socket, () => resolve(true));
    server.unref();
  });
}

/** What the process behind a socket says; `undefined` if there is none. */
async function ask(socket) {
  try {
    return await text(connect(socket));
  } catch {
    return undefined;
  }
}
