// A webhook that calls the mocks themselves, as the engine reads a request.

import { headOfFields } from "../core/head.js";
import { noAnswer, OWN_FIELDS } from "./exchange.js";

/** `{head, body}` of what `entryMessage` gives as a message. */
export function requestOf({ method, url, headers, body }) {
  const given = headers.filter(([name]) => !OWN_FIELDS.has(name.toLowerCase()));
  return {
    head: headOfFields(method, url, [["host", hostOf(url)], ...given]),
    body: new TextEncoder().encode(body ?? ""),
  };
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
