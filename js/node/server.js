// A mock over Node's HTTP server.

import { once } from "node:events";
import { createServer } from "node:http";
import { problemResponse } from "../core/engine.js";
import { toHeaders } from "../core/response.js";

/** The largest body of a request that is read, in bytes, as on the Worker; past it the answer is 413. */
const BODY_MAX = 25 * 1024 * 1024;

/** Serves what `answer(head, body)` gives: `{url, port, close}`. */
export async function listen(answer, { port = 0, host = "127.0.0.1" } = {}) {
  const server = createServer((request, response) => {
    respond(answer, request, response).catch((error) => {
      console.error("wasmock: a request could not be answered:", error);
      response.destroy();
    });
  });
  server.listen(port, host);
  await once(server, "listening");
  const bound = server.address().port;
  return {
    port: bound,
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    close: () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      return closed;
    },
  };
}

async function respond(answer, request, response) {
  const body = await bodyOf(request);
  if (body === undefined) return write(request, response, TOO_LARGE());
  write(request, response, await answer(headOf(request), body));
}

const TOO_LARGE = () => problemResponse(413, "body-too-large", "the body is over 25 MiB");

/** The head as it came over the wire: the engine itself cuts the path. */
function headOf({ method, url, headers }) {
  const host = headers.host ?? "127.0.0.1";
  const lines = Object.entries(headers).map(
    ([name, value]) => `\n${name}: ${utf8(Array.isArray(value) ? value.join(", ") : value)}`,
  );
  return `${method} ${url.startsWith("/") ? `http://${host}${utf8(url)}` : utf8(url)}${lines.join("")}`;
}

/** Node gives a character for each byte. */
const utf8 = (bytes) => Buffer.from(bytes, "latin1").toString("utf8");

/** The body's bytes; `undefined` if it is too large, which ends the reading. */
async function bodyOf(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > BODY_MAX) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function write(request, response, { status, headers, body }) {
  const bytes = body === null ? undefined : Buffer.from(body, "utf8");
  for (const [name, value] of toHeaders(headers.filter(isFree))) {
    response.appendHeader(name, value);
  }
  if (bytes && request.method !== "HEAD") response.setHeader("content-length", bytes.length);
  response.writeHead(status).end(bytes);
}

/** Whether a field is the author's to give: how the body is cut is the server's. */
const isFree = ([name]) => !["content-length", "transfer-encoding"].includes(name.toLowerCase());
