// A request as the engine reads it: its head as text, its body as bytes.

/** The body of a request that has none. */
export const NO_BODY = new Uint8Array();

/** The head of a `Request`: its method and URL, and a line for each header field. */
export function headOf({ method, url, headers }) {
  let head = `${method} ${withoutFragment(url)}`;
  for (const [name, value] of headers) head += `\n${name}: ${value}`;
  return head;
}

/** The body's bytes, none where there is no body. Reads the request: give a clone to keep it. */
export async function bodyOf(request) {
  // Firefox has no `body`, so there the method decides.
  const isEmpty = request.body === null || request.method === "GET" || request.method === "HEAD";
  return isEmpty ? NO_BODY : new Uint8Array(await request.arrayBuffer());
}

/** The same of header fields as they were written, `[name, value]`: `url` comes without a fragment. */
export const headOfFields = (method, url, fields) =>
  [`${method} ${url}`, ...joinedFields(fields).map((field) => field.join(": "))].join("\n");

/** As `Headers` has them: a name in lower case and once, its values joined, in the order of the names. */
function joinedFields(fields) {
  const values = new Map();
  for (const [given, value] of fields) {
    const name = given.toLowerCase();
    values.set(name, values.has(name) ? `${values.get(name)}, ${value}` : value);
  }
  return [...values].sort(([a], [b]) => (a < b ? -1 : 1));
}

function withoutFragment(url) {
  const at = url.indexOf("#");
  return at === -1 ? url : url.slice(0, at);
}
