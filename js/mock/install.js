// `globalThis.fetch`, answered where the mocks have an answer.

import { bodyOf, headOf, NO_BODY } from "../core/head.js";
import { toResponse } from "../core/response.js";
import { knownOnly, list, originOf } from "./options.js";
import { unmatchedPolicy } from "./unmatched.js";

/**
 * Puts the mock in the place of `globalThis.fetch`; gives the function that ends it. `origins` are
 * those that endpoints without a `host` answer for, all if there are none; `onUnmatched` says what
 * becomes of a request that no endpoint answers.
 */
export function install(mock, platformFetch, options) {
  knownOnly(options, ["origins", "onUnmatched"], "install");
  const isOwn = ownOrigins(options.origins);
  const letGo = unmatchedPolicy(options.onUnmatched);
  const before = globalThis.fetch;
  let isInstalled = true;

  const mocked = async (input, init) => {
    if (!isInstalled) return before(input, init); // another was put in front of it, and calls it
    const request = new Request(input, init);
    const answering = answer(request, headOf(request), isOwn(request.url));
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    const answered = await (signal ? unlessAborted(signal, answering) : answering);
    return answered ? received(answered, request.url) : passOn(request);
  };
  const answer = (request, head, own) =>
    request.body === null
      ? mock.intercept(head, NO_BODY, own)
      : mock.mayIntercept(head, own) && withBody(request, head, own);
  // The original is left unread, in case it goes on.
  const withBody = async (request, head, own) =>
    mock.intercept(head, await bodyOf(request.clone()), own);
  const passOn = (request) => letGo(request) ?? before(request);

  globalThis.fetch = mocked;
  return () => {
    isInstalled = false;
    if (globalThis.fetch === mocked) globalThis.fetch = before;
  };
}

/** Whether a URL is for the mocks' own origins. */
function ownOrigins(origins) {
  if (origins === undefined) return () => true;
  const known = new Set(list("origins", origins).map(originOf));
  return (url) => known.has(new URL(url).origin);
}

/** A `Response` as if it had come from there. */
function received(answer, url) {
  const response = toResponse(answer);
  Object.defineProperty(response, "url", { value: url });
  return response;
}

/** What is awaited, unless the caller gives up first. */
function unlessAborted(signal, promise) {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
