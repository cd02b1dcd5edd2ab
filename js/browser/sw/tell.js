// What the worker tells the pages.

import { requestLine } from "../../core/engine.js";
import { nameOf, TOLD } from "../protocol.js";

const channel = new BroadcastChannel(nameOf(self.registration.scope));

/** Tells that a request was answered: to the page whose it was, or to all. */
export function tellRequest(to, { method, url }, answer, ms) {
  const { response, endpoint, refusal } = answer;
  const { status } = response;
  const line = requestLine(method, url, status, endpoint, ms, refusal ?? undefined);
  channel.postMessage({
    told: TOLD.request,
    to,
    event: { method, url, status, endpoint, ms, line, refusal },
  });
}

/** Tells what happened to a webhook, to all. */
export function tellWebhook({ id, name, state, line }) {
  channel.postMessage({ told: TOLD.webhook, event: { id, name, state, line } });
}

/** Tells that no endpoint answered a request; `policy` says what becomes of it: `warn` or `error`. */
export function tellUnmatched(to, { method, url }, policy) {
  channel.postMessage({ told: TOLD.unmatched, to, event: { method, url, policy } });
}
