// One webhook sent, once.

import { toHeaders } from "../core/response.js";

/** Fields that the platform sets by itself: given by an author they would contradict it. */
export const OWN_FIELDS = new Set(["host", "content-length", "transfer-encoding"]);

/**
 * A sender by this `fetch`: `{status, retryAfter}` of the target's answer, the latter its header
 * field or null; or `{error, failure}`, why there is none. The `failure` is named as `on` of `retry`
 * in a mocks file does: "timeout", or what the error says of itself; without it, "network" is meant.
 */
export const exchange = (fetch) => async (message, timeoutMs) => {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(message.url, { ...init(message), signal });
    letGo(response);
    return { status: response.status, retryAfter: response.headers.get("retry-after") };
  } catch (error) {
    if (!signal.aborted) return { error: reason(error), failure: error.failure };
    return noAnswer(timeoutMs);
  }
};

/** What comes of a target that is too slow. */
export const noAnswer = (timeoutMs) => ({
  error: `no answer within ${timeoutMs} ms`,
  failure: "timeout",
});

function init({ method, headers, body }) {
  const fields = headers.filter(([name]) => !OWN_FIELDS.has(name.toLowerCase()));
  return {
    method,
    headers: toHeaders(fields),
    body: body === null ? undefined : new TextEncoder().encode(body),
    redirect: "manual",
    cache: "no-store",
  };
}

/** Frees the connection: nobody reads the answer's body. */
const letGo = (response) => void response.body?.cancel().catch(() => {});

/** Node tells what happened in the cause, and nothing in the error itself. */
function reason(error) {
  const { code, message } = error.cause ?? error;
  return message || code || String(error);
}
