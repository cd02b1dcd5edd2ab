// A request of Node's HTTP server as the engine reads it.

import { headOfFields } from "../core/head.js";

/** The largest body that is read, in bytes, as on the Worker; past it the answer is 413. */
const BODY_MAX = 25 * 1024 * 1024;

/** The head as it came over the wire: the engine itself cuts the path. */
export function headOf(request) {
  const url = utf8(request.url);
  const whole = url.startsWith("/") ? `http://${request.headers.host ?? "127.0.0.1"}${url}` : url;
  return headOfFields(request.method, whole, fieldsOf(request));
}

/** The body's bytes; `undefined` if it is too large. */
export async function bodyOf(request) {
  if (Number(request.headers["content-length"]) > BODY_MAX) return undefined;
  return bytesOf(request, BODY_MAX);
}

/** The bytes of a request; `undefined` if there are more than `most`: what is left of them is not read. */
export async function bytesOf(request, most) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The header fields in their order: Node's own `headers` drops some that are repeated. */
const fieldsOf = ({ rawHeaders: raw }) =>
  Array.from({ length: raw.length / 2 }, (_, i) => [raw[2 * i], utf8(raw[2 * i + 1])]);

/** Node gives a character for each byte. */
const utf8 = (bytes) => Buffer.from(bytes, "latin1").toString("utf8");
