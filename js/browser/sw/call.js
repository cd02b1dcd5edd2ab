// A webhook that calls the mocks themselves. It goes through no network, and so past any relay.

import { outcomeOf, requestOf } from "../../webhooks/call.js";
import { note, pause } from "./answer.js";
import { answered } from "./find.js";
import { ownAnswer } from "./own.js";
import { plannedFrom } from "./planned.js";
import { tellRequest } from "./tell.js";

/**
 * Has the mocks answer a webhook: what comes of it. Its own webhooks are stored before that is known:
 * a call whose sender vanishes is made again, and plans the same.
 */
export async function call(mocking, message, timeoutMs, place) {
  const { head, body } = requestOf(message);
  const own = await ownAnswer(mocking, head, body, false);
  if (own) return outcomeOf({ response: own, delayMs: 0 }, timeoutMs, pause);
  const [nowMs, began] = [mocking.webhooks.now(), Date.now()];
  const { engine } = mocking;
  const ask = (seed = place, finding = undefined) =>
    engine.handle(head, body, nowMs, seed, finding);
  const asked = { head, body, nowMs, isOwn: true };
  const answer = await answered(mocking, asked, ask);
  const planned = plannedFrom(mocking, answer, asked);
  await note(mocking, head, body, answer, nowMs);
  await mocking.webhooks.plan(answer.webhooks, planned);
  const outcome = await outcomeOf(answer, timeoutMs, pause);
  tellRequest(undefined, message, answer, Date.now() - began);
  return outcome;
}
