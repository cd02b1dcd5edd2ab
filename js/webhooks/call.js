// A webhook that calls the mocks themselves, as the engine reads a request.

import { noAnswer, OWN_FIELDS } from "./exchange.js";

/** `{head, body}` of what `entryMessage` gives as a message. */
export function requestOf({ method, url, headers, body }) {
  const given = headers.filter(([name]) => !OWN_FIELDS.has(name.toLowerCase()));
  const lines = fieldsOf([["host", hostOf(url)], ...given]).map((field) => `\n${field.join(": ")}`);
  return {
    head: `${method} ${url}${lines.join("")}`,
    body: new TextEncoder().encode(body ?? ""),
  };
}

/** As `Headers` has them: a name in lower case and once, its values joined, in the order of the names. */
function fieldsOf(headers) {
  const values = new Map();
  for (const [given, value] of headers) {
    const name = given.toLowerCase();
    values.set(name, values.has(name) ? `${values.get(name)}, ${value}` : value);
  }
  return [...values].sort(([a], [b]) => (a < b ? -1 : 1));
}

const hostOf = (url) => /^[^:]*:\/\/([^/]*)/.exec(url)[1];

/**
 * Waits as long as an answer does, but not longer than whoever called: what `exchange` gives of a
 * target.
 */
export async function outcomeOf({ response: { status, headers }, delayMs }, timeoutMs, sleep) {
  await sleep(Math.min(delayMs, timeoutMs));
  if (delayMs > timeoutMs) return noAnswer(timeoutMs);
  const retryAfter = headers.find(([name]) => name.toLowerCase() === "retry-after");
  return { status, retryAfter: retryAfter?.[1] ?? null };
}
