// A request of Node's HTTP server as the engine reads it.

/** The largest body that is read, in bytes, as on the Worker; past it the answer is 413. */
const BODY_MAX = 25 * 1024 * 1024;

/** The head as it came over the wire: the engine itself cuts the path. */
export function headOf(request) {
  const url = utf8(request.url);
  const whole = url.startsWith("/") ? `http://${request.headers.host ?? "127.0.0.1"}${url}` : url;
  const lines = fieldsOf(request.rawHeaders).map(([name, value]) => `\n${name}: ${value}`);
  return `${request.method} ${whole}${lines.join("")}`;
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

/**
 * The header fields as `Headers` has them on the Worker: a name in lower case and once, its values
 * joined, in the order of the names. Node's own `headers` drops some that are repeated.
 */
function fieldsOf(raw) {
  const values = new Map();
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i].toLowerCase();
    const value = utf8(raw[i + 1]);
    values.set(name, values.has(name) ? `${values.get(name)}, ${value}` : value);
  }
  return [...values].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Node gives a character for each byte. */
const utf8 = (bytes) => Buffer.from(bytes, "latin1").toString("utf8");
