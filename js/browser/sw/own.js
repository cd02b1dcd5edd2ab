// The engine's own paths in a browser: its page asks, and webhooks are sent to inboxes.

import {
  caughtResponse,
  clockResponse,
  dataResponse,
  forgottenResponse,
  problemResponse,
} from "../../core/engine.js";
import { recordOf } from "../../records/record.js";
import { signatureOf } from "../../signature/carried.js";
import { keysAnswer } from "../../signature/served.js";

/** How long a request may wait for others to come in, in milliseconds: browsers end events that take long. */
const WAIT_MS = 25_000;

/** The host by which the page that a worker is for asks it, whatever the page's own is. */
const HERE = "\nhost: localhost";

/**
 * The answer to a request for the engine itself, as plain data; `undefined` for all others. `isLocal`
 * says whether the worker's own page asks.
 */
export async function ownAnswer(mocking, head, body, isLocal) {
  const door = { body, isLocal, longestMs: WAIT_MS };
  const asked = mocking.engine.control(isLocal ? head + HERE : head, door);
  if (!asked || asked.response) return asked?.response;
  const { webhooks, keys, ask, question, inboxes, inbox } = asked;
  const { replay, clock, advance: ms, reset } = asked;
  if (keys) return keysAnswer(keys, mocking.settings.env);
  if (inbox) return caught(mocking, inbox, head, body);
  if (replay !== undefined) return mocking.webhooks.replay(replay);
  if (clock) return clockResponse(mocking.webhooks.now());
  if (ms !== undefined) return clockResponse(await mocking.webhooks.advance(ms));
  if (reset) return mocking.webhooks.reset().then(forgottenResponse);
  if (webhooks) return dataResponse(200, await mocking.webhooks.page(webhooks));
  if (question?.webhooks) return dataResponse(200, await waited(mocking, question));
  if (ask) return dataResponse(200, await mocking.journal.answer(ask, question));
  if (inboxes)
    return dataResponse(200, JSON.stringify({ inboxes: await mocking.journal.inboxes() }));
  return problemResponse(404, "no-endpoint", "a service worker has nothing of this name");
}

const waited = async (mocking, { webhooks, ...wanted }) =>
  JSON.stringify(await mocking.webhooks.wait(webhooks, wanted));

async function caught(mocking, inbox, head, body) {
  const { journal, engine, settings } = mocking;
  const atMs = mocking.webhooks.now();
  const carried = engine.carriedSignatures(head, atMs);
  const signature = await signatureOf(carried, settings.env, body);
  const record = recordOf(head, body, { atMs, signature }, engine.redaction);
  return caughtResponse(head, inbox, await journal.catch(inbox, record));
}
