// An answer of the engine as the platform's `Response`, and its fields as `Headers`.

/** Makes a `Response` of `{status, headers: [[name, value]], body}`. */
export function toResponse({ status, headers, body }) {
  return new Response(body, { status, headers: toHeaders(headers) });
}

/** Header fields as the platform takes them; a field whose name it refuses is left out. */
export function toHeaders(fields) {
  const headers = new Headers();
  for (const [name, value] of fields.map(inBytes)) {
    try {
      headers.append(name, value);
    } catch {
      // The author's name for a field can't go over the wire on any host.
    }
  }
  return headers;
}

/** A field's value goes out in UTF-8, and the platform wants a character for each byte. */
function inBytes([name, value]) {
  const fit = value.replace(CONTROL, " ");
  return [name, BEYOND_ASCII.test(fit) ? bytesAsCharacters(fit) : fit];
}

// RFC 9110, section 5.5: a value holds no control characters but the tab.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f-\x9f]/g;

// eslint-disable-next-line no-control-regex
const BEYOND_ASCII = /[^\x00-\x7f]/;

const bytesAsCharacters = (text) => String.fromCharCode(...new TextEncoder().encode(text));
