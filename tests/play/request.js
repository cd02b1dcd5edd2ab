// The request of a step, as every host that sends it needs it.

import { asText } from "./exact.js";

/**
 * A case's request with its defaults: `{method, path, headers, body}`. Names of headers are in
 * lower case, their values texts; `body` is a text or `undefined`.
 */
export function sendable({ method = "GET", path, headers = {}, json, text }) {
  const typed = json === undefined ? {} : { "content-type": "application/json" };
  const body = json === undefined ? text : JSON.stringify(json);
  return { method, path, headers: { ...typed, ...lowerCased(headers) }, body };
}

const lowerCased = (headers) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), asText(value)]),
  );
