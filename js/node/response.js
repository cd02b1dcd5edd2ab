// An answer of the engine over Node's HTTP server.

import { finished } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { problemResponse } from "../core/engine.js";
import { toHeaders } from "../core/response.js";

/** What is the server's to say, not the author's: how the body is cut, and what becomes of the connection. */
const OWN_FIELDS = new Set([
  ...["content-length", "transfer-encoding", "trailer"],
  ...["connection", "keep-alive", "upgrade"],
]);

/** What a body is put into where the author says `Content-Encoding`: what the Worker's runtime knows, spelt so. */
const ENCODINGS = new Map([
  ["gzip", gzipSync],
  ["br", brotliCompressSync],
]);

/** How long a client may go on sending a body that nobody reads, in milliseconds. */
const LINGER_MS = 5000;

/** Writes `{status, headers, body}`, and ends. */
export function write(response, answer) {
  response.end(writeHead(response, answer));
}

/**
 * Refuses a body that is too large. The connection ends, but not before the client has had time to
 * stop sending and read: closed at once, it would be reset, and the answer lost.
 */
export async function refuseBody(request, response) {
  response.shouldKeepAlive = false;
  response.write(writeHead(response, tooLarge(request)));
  const isSent = finished(request.resume(), { cleanup: true }).catch(() => {});
  await Promise.race([isSent, sleep(LINGER_MS, undefined, { ref: false })]);
  response.end();
}

/** Writes the status and the header fields; gives the body's bytes. */
function writeHead(response, { status, headers, body }) {
  const fields = headers.filter(([name]) => !OWN_FIELDS.has(name.toLowerCase()));
  const sent = toHeaders(fields);
  for (const [name, value] of sent) response.appendHeader(asGiven(name, fields), value);
  const bytes = encoded(Buffer.from(body ?? "", "utf8"), sent.get("content-encoding"));
  if (bears(response.req.method, status)) response.setHeader("content-length", bytes.length);
  response.writeHead(status);
  return bytes;
}

/** The bytes under their `Content-Encoding`, without which no client could read them. */
function encoded(bytes, encoding) {
  const encode = bytes.length > 0 ? ENCODINGS.get(encoding) : undefined;
  return encode ? encode(bytes) : bytes;
}

/** A field's name in the letters that the author gave it. */
const asGiven = (name, fields) => fields.find(([given]) => given.toLowerCase() === name)[0];

/** Whether an answer says how long its body is. The engine gives none for HEAD, where it is not known. */
const bears = (method, status) => method !== "HEAD" && status !== 204 && status !== 304;

function tooLarge({ url, headers: { origin } }) {
  const answer = problemResponse(413, "body-too-large", "the body is over 25 MiB");
  const isOwn = /^\/__wasmock(\/|\?|$)/.test(url);
  return origin === undefined || isOwn ? answer : readableBy(origin, answer);
}

/** Lets a page of another origin read an answer, as the engine does with its own. */
function readableBy(origin, { status, headers, body }) {
  const allowed = [
    ["access-control-allow-origin", origin],
    ["access-control-allow-credentials", "true"],
    ["access-control-expose-headers", headers.map(([name]) => name).join(", ")],
    ["vary", "origin"],
  ];
  return { status, headers: [...headers, ...allowed], body };
}
