// A client that sends a path as it stands: `..`, `%2e` and `//` reach the server untouched.

import { request } from "node:http";
import { text } from "node:stream/consumers";

/** Sends a request of a case to a port of this machine: `{status, headers, body, at}`, each header a list. */
export async function send(port, { method = "GET", path, headers = {}, json, text: plain }) {
  const body = json === undefined ? plain : JSON.stringify(json);
  const typed = json === undefined ? {} : { "content-type": "application/json" };
  const options = {
    host: "127.0.0.1",
    port,
    method,
    path: bytes(path),
    headers: lowerCased({ ...typed, ...length(body), ...lowerCased(headers) }),
    agent: false,
  };
  const answer = await new Promise((resolve, reject) => {
    request(options, resolve).on("error", reject).end(body);
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

const lowerCased = (headers) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
