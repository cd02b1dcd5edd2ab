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

function withoutFragment(url) {
  const at = url.indexOf("#");
  return at === -1 ? url : url.slice(0, at);
}
