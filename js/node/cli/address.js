// The address of `wasmock serve`: read, bound, judged.

import { listen } from "../server.js";
import { misuse } from "./arguments.js";
import { Failure } from "./failure.js";

/** Reads a port. */
export function readPort(command, text) {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Infinity;
  if (port <= 65535) return port;
  throw misuse(command, `\`--port\` wants a number from 0 to 65535, not \`${text}\``);
}

/** Serves `answer` at an address, or says why that can't be. */
export async function listenAt(answer, { host, port }) {
  try {
    return await listen(answer, { host, port });
  } catch (error) {
    throw new Failure(fault(host, port, error));
  }
}

function fault(host, port, { code, message }) {
  const faults = {
    EADDRINUSE: `port ${port} is in use: end the other program, or take another with --port N (0: any free one)`,
    EACCES: `port ${port} may not be used by you: take one from 1024 with --port N`,
    EADDRNOTAVAIL: `${host} is no address of this machine: name one with --host H`,
    ENOTFOUND: `${host} is no address of this machine: name one with --host H`,
  };
  return faults[code] ?? `${host}:${port} can't be listened at: ${message}`;
}
