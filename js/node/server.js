// A mock over Node's HTTP server.

import { once } from "node:events";
import { createServer } from "node:http";
import { isIPv6 } from "node:net";
import { bodyOf, headOf } from "./request.js";
import { refuseBody, write } from "./response.js";

/** The largest head of a request that is read, in bytes: what workerd reads. */
const HEAD_MAX = 128 * 1024;

/** Where a server that listens everywhere is reached. */
const REACHABLE = { "0.0.0.0": "127.0.0.1", "::": "::1" };

/** Serves what `answer(head, body)` gives: `{url, port, address, close}`. */
export async function listen(answer, { port = 0, host = "127.0.0.1" } = {}) {
  const server = createServer({ maxHeaderSize: HEAD_MAX }, (request, response) => {
    respond(answer, request, response).catch((error) => fail(request, response, error));
  });
  server.listen(port, host);
  await once(server, "listening");
  const bound = server.address();
  return {
    port: bound.port,
    url: `http://${inUrl(REACHABLE[host] ?? host)}:${bound.port}`,
    /** The address that it is bound to, whatever name it was given by. */
    address: bound.address,
    close: () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      return closed;
    },
  };
}

async function respond(answer, request, response) {
  const body = await bodyOf(request);
  if (body === undefined) return refuseBody(request, response);
  write(response, await answer(headOf(request), body));
}

function fail(request, response, error) {
  const hasGone = request.destroyed && !request.complete;
  if (!hasGone) console.error("wasmock: a request could not be answered:", error);
  response.destroy();
}

const inUrl = (host) => (isIPv6(host) ? `[${host}]` : host);
