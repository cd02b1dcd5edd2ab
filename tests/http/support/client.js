// A client that sends a path as it stands: `..`, `%2e` and `//` reach the server untouched.

import { request as open } from "node:http";
import { text } from "node:stream/consumers";
import { sendable } from "../../play/request.js";

/** A server at a port of this machine, as a host that plays cases. */
export const httpHost = (name, port) => ({ name, send: (request) => send(port, request) });

/** Sends a request of a case to a port of this machine: `{status, headers, body, at}`, each header a list. */
export async function send(port, request) {
  const { method, path, headers, body } = sendable(request);
  const options = {
    host: "127.0.0.1",
    port,
    method,
    path: bytes(path),
    headers: { ...length(body), ...headers },
    agent: false,
  };
  const answer = await new Promise((resolve, reject) => {
    open(options, resolve).on("error", reject).end(body);
  });
  const at = Date.now();
  return {
    status: answer.statusCode,
    headers: answer.headersDistinct,
    body: await text(answer),
    at,
  };
}

/** Node wants a character for each byte. */
const bytes = (text) => Buffer.from(text, "utf8").toString("latin1");

const length = (body) => (body === undefined ? {} : { "content-length": Buffer.byteLength(body) });
