// The engine's own paths, under `/__wasmock/`, as a mock carries them out.

import {
  caughtResponse,
  clockResponse,
  dataResponse,
  forgottenResponse,
  problemResponse,
} from "../core/engine.js";
import { recordOf } from "../records/record.js";
import { signatureOf } from "../signature/carried.js";
import { keysAnswer } from "../signature/served.js";

/** How long a request may wait for others to come in, in milliseconds: as long as any time may be. */
export const WAIT_MS = 30 * 86_400_000;

/**
 * The answer to what the engine read of a request to itself. `mock` is `{env, outbox, journal, page,
 * redaction, now, advance, reset, update}`: `advance` gives the time, `update` takes up mocks and gives
 * `{endpointCount, warnings}`.
 */
export async function carryOut(asked, mock, head, body) {
  const { response, webhooks, page, keys, ask, question, inboxes, inbox, mocks } = asked;
  const { replay, clock, advance: ms, reset } = asked;
  if (response) return response;
  if (keys) return keysAnswer(keys, mock.env);
  if (inbox) return caught(mock, inbox, head, body);
  if (replay !== undefined) return mock.outbox.replay(replay);
  if (clock) return clockResponse(mock.now());
  if (ms !== undefined) return clockResponse(await mock.advance(ms));
  if (reset) return mock.reset().then(forgottenResponse);
  if (webhooks) return dataResponse(200, await mock.outbox.history(webhooks));
  if (question?.webhooks) return dataResponse(200, await waited(mock, question));
  if (ask) return dataResponse(200, await mock.journal.answer(ask, question));
  if (inboxes) return dataResponse(200, JSON.stringify({ inboxes: await mock.journal.inboxes() }));
  if (page !== undefined) return mock.page?.(page) ?? noPage();
  return takenUp(mock, { name: mocks, text: new TextDecoder().decode(body) });
}

const waited = async ({ outbox }, { webhooks, ...wanted }) =>
  JSON.stringify(await outbox.wait(webhooks, wanted));

async function caught({ env, journal, redaction, now, carried }, inbox, head, body) {
  const atMs = now();
  const signature = await signatureOf(carried(head, atMs), env, body);
  const record = recordOf(head, body, { atMs, signature }, redaction);
  return caughtResponse(head, inbox, await journal.catch(inbox, record));
}

/** There is a page where there is a command line: `wasmock serve`. */
const noPage = () => problemResponse(404, "no-endpoint", "the page is served by `wasmock serve`");

/** The answer to mocks that were sent. */
function takenUp(mock, source) {
  try {
    const { endpointCount, warnings } = mock.update(source);
    return dataResponse(200, JSON.stringify({ endpoints: endpointCount, warnings }));
  } catch (error) {
    if (error.diagnostics === undefined) throw error;
    const { drawing, diagnostics } = error;
    return dataResponse(422, JSON.stringify({ ok: false, drawing, diagnostics }));
  }
}
