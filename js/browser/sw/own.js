// The engine's own paths in a browser: its page asks, and webhooks are sent to inboxes.

import { problemResponse } from "../../core/engine.js";
import { carryOut } from "../../mock/own.js";

/** How long a request may wait for others to come in, in milliseconds: browsers end events that take long. */
const WAIT_MS = 25_000;

/** The host by which the page that a worker is for asks it, whatever the page's own is. */
const HERE = "\nhost: localhost";

/**
 * The answer to a request for the engine itself, as plain data; `undefined` for all others. `isLocal`
 * says whether the worker's own page asks.
 */
export async function ownAnswer(mocking, head, body, isLocal) {
  const given = { body, isLocal, longestMs: WAIT_MS };
  const asked = mocking.engine.control(isLocal ? head + HERE : head, given);
  return asked && carryOut(asked, hostOf(mocking), head, body);
}

const hostOf = ({ engine, settings, webhooks, journal }) => ({
  env: settings.env,
  redaction: engine.redaction,
  webhooks,
  journal,
  carried: (head, nowMs) => engine.carriedSignatures(head, nowMs),
  now: () => webhooks.now(),
  advance: (ms) => webhooks.advance(ms),
  reset: () => webhooks.reset(),
  page: nothing,
  takeUp: nothing,
});

const nothing = () =>
  problemResponse(404, "no-endpoint", "a service worker has nothing of this name");
