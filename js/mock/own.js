// The engine's own paths, under `/__wasmock/`, as a mock and a service worker carry them out.

import { caughtResponse, clockResponse, dataResponse, forgottenResponse } from "../core/engine.js";
import { recordOf } from "../records/record.js";
import { signatureOf } from "../signature/carried.js";
import { keysAnswer } from "./keys.js";

/**
 * The answer, as plain data, to what the engine read of a request to itself. `host` is `{env, redaction,
 * webhooks: {history, wait, replay}, journal, carried, now, advance, reset, page, takeUp}`: `advance`
 * gives the time, and what `page` of a name and `takeUp` of mocks give is the answer.
 */
export async function carryOut(asked, host, head, body) {
  const { response, webhooks, page, keys, ask, question, inboxes, inbox, mocks } = asked;
  const { replay, clock, advance: ms, reset } = asked;
  if (response) return response;
  if (keys) return keysAnswer(keys, host.env);
  if (inbox) return caught(host, inbox, head, body);
  if (replay !== undefined) return host.webhooks.replay(replay);
  if (clock) return clockResponse(host.now());
  if (ms !== undefined) return clockResponse(await host.advance(ms));
  if (reset) return host.reset().then(forgottenResponse);
  if (webhooks) return dataResponse(200, await host.webhooks.history(webhooks));
  if (question?.webhooks) return dataResponse(200, await waited(host, question));
  if (ask) return dataResponse(200, await host.journal.answer(ask, question));
  if (inboxes) return dataResponse(200, JSON.stringify({ inboxes: await host.journal.inboxes() }));
  if (page !== undefined) return host.page(page);
  return host.takeUp({ name: mocks, text: new TextDecoder().decode(body) });
}

const waited = async (host, { webhooks, ...wanted }) =>
  JSON.stringify(await host.webhooks.wait(webhooks, wanted));

async function caught({ env, journal, redaction, now, carried }, inbox, head, body) {
  const atMs = now();
  const signature = await signatureOf(carried(head, atMs), env, body);
  const record = recordOf(head, body, { atMs, signature }, redaction);
  return caughtResponse(head, inbox, await journal.catch(inbox, record));
}
