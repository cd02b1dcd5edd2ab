// How a page and the service worker talk.
//
// A page asks, and the worker replies through a port: `{value}`, `{report}` of a wrong mocks file,
// `{condition}`, a report too, or `{error}`. A browser ends a worker at any moment, and what it was asked
// with it: so the page asks again and again until there is a reply. A worker that is at it says so, `{isAtIt}`;
// one that was started since begins anew. What happens in the worker it tells to all pages at once, over a channel.

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
  now: "now",
  aim: "aim",
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

/** After how long without a reply the page asks again, in milliseconds. */
const AGAIN_MS = 2_000;

/** How often it asks again of a worker that says nothing at all. */
const PATIENCE = 30;

/** As they are before a test fakes them: an answer is waited for in real time. */
const { setInterval, clearInterval } = globalThis;

/**
 * Asks the worker of a registration; gives its value or throws its error. Throws, too, if there is no worker
 * any more, or if it says nothing however often it is asked.
 */
export async function ask(registration, kind, detail = {}, patience = PATIENCE) {
  const { value, report, condition, error } = await replyTo(registration, kind, detail, patience);
  if (report) throw new MocksError(report);
  if (condition) throw new ConditionError(condition);
  if (error !== undefined) throw new Error(error);
  return value;
}

async function replyTo(registration, kind, detail, patience) {
  const message = { wasmock: kind, ask: crypto.randomUUID(), ...detail };
  const began = performance.now();
  let silences = 0;
  let asking;
  try {
    return await new Promise((resolve) => {
      const hear = (reply) => (reply.isAtIt ? (silences = 0) : resolve(reply));
      const post = (sinceMs) => {
        const isPosted =
          silences <= patience && postTo(registration, { ...message, sinceMs }, hear);
        if (!isPosted) resolve({ error: silences > patience ? SILENT : GONE });
        silences += 1;
      };
      post(0);
      asking = setInterval(() => post(Math.round(performance.now() - began)), AGAIN_MS);
    });
  } finally {
    clearInterval(asking);
  }
}

/** Whether a registration has a worker that can be asked. */
export const hasWorker = ({ active }) => active !== null && active.state !== "redundant";

/** Posts a message, and has its reply heard; whether there is a worker to take it. */
function postTo(registration, message, hear) {
  if (!hasWorker(registration)) return false;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => {
    port1.close();
    hear(data);
  };
  registration.active.postMessage(message, [port2]);
  return true;
}

const GONE =
  "wasmock: the service worker is gone, unregistered or cleared with the site's data: call `start` again";

const SILENT =
  "wasmock: the service worker does not answer: the browser's developer tools say what keeps it from " +
  "starting (Application, Service workers; in Firefox about:debugging)";
