// How a page and the service worker talk.
//
// A page asks, and the worker replies through a port: `{value}`, `{report}` of a wrong mocks file,
// `{condition}`, a report too, or `{error}`. What happens in the worker it tells to all pages at once, over a channel.

import { ConditionError, MocksError } from "../core/error.js";

/** What a page may ask of the worker. */
export const ASK = {
  hello: "hello",
  claim: "claim",
  start: "start",
  resume: "resume",
  stop: "stop",
  webhooks: "webhooks",
  replay: "replay",
  advance: "advance",
  reset: "reset",
  requests: "requests",
  inboxes: "inboxes",
  tick: "tick",
};

/** What the worker tells the pages. */
export const TOLD = {
  request: "request",
  webhook: "webhook",
  unmatched: "unmatched",
};

/** The name of the channel, and of the database, of a worker with this scope. */
export const nameOf = (scope) => `wasmock ${new URL(scope).pathname}`;

/** Asks a worker; gives its value or throws its error. */
export async function ask(worker, kind, detail = {}) {
  const { port1, port2 } = new MessageChannel();
  const replied = new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
  });
  worker.postMessage({ wasmock: kind, ...detail }, [port2]);
  const { value, report, condition, error } = await replied;
  port1.close();
  if (report) throw new MocksError(report);
  if (condition) throw new ConditionError(condition);
  if (error !== undefined) throw new Error(error);
  return value;
}
