// Whether an address can be listened at, asked before workerd does, to say kindly why not.

import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "./refusal.js";

/** Throws a `Refusal` unless the port is free. What a killed start left over needs a moment to go: a second is given. */
export async function needFreePort(host, port, tries = 10) {
  const code = await listeningFault(host, port);
  if (!code) return;
  if (code !== "EADDRINUSE" || tries === 0) throw new Refusal(portFault(host, port, code));
  await sleep(100);
  return needFreePort(host, port, tries - 1);
}

function listeningFault(host, port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => resolve(error.code));
    probe.listen({ host, port }, () => probe.close(() => resolve(undefined)));
  });
}

function portFault(host, port, code) {
  const faults = {
    EADDRINUSE: `port ${port} is in use: end the other program, or take another with --port N (0: any free one)`,
    EACCES: `port ${port} may not be used by you: take one from 1024 with --port N`,
  };
  return faults[code] ?? `${host} is no address of this machine (${code}): name one with --host H`;
}
