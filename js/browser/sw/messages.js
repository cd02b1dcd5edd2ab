// What the pages ask of the worker.

import { milliseconds } from "../../core/engine.js";
import { ConditionError, MocksError } from "../../core/error.js";
import { replayed } from "../../mock/history.js";
import { timeText } from "../../mock/options.js";
import { ASK } from "../protocol.js";
import { version } from "../version.js";
import { history } from "./history.js";
import { requests } from "./requests.js";

/** What is done for each: the reply's value. */
const REPLIES = {
  [ASK.hello]: () => ({ version }),
  [ASK.claim]: () => self.clients.claim(),
  [ASK.start]: (mocking, page, message) => start(mocking, page, message),
  [ASK.resume]: (mocking, page) => mocking.users.add(page.id),
  [ASK.stop]: async (mocking, page) => ({ isIdle: await mocking.users.remove(page.id) }),
  [ASK.webhooks]: ({ webhooks }, page, asked) => history(webhooks, asked),
  [ASK.replay]: async ({ webhooks }, page, { id }) => replayed(id, await webhooks.replay(id)),
  [ASK.now]: ({ webhooks }) => webhooks.now(),
  [ASK.aim]: ({ webhooks }, page, { time }) => webhooks.aim(milliseconds(timeText(time))),
  [ASK.advance]: ({ webhooks }, page, { end }) => webhooks.advanceTo(end),
  [ASK.reset]: ({ webhooks }) => webhooks.reset(),
  [ASK.requests]: ({ journal }, page, asked) => requests(journal, asked),
  [ASK.inboxes]: (mocking) => mocking.journal.inboxes(),
  [ASK.tick]: tick,
};

/** What pages have asked of this worker, by what they call it: the promises of the replies. */
const asked = new Map();

/** How many of them are remembered. */
const REMEMBERED = 1000;

/** The listener of messages. Others than a page of wasmock may send some too. */
export function onMessage(mocking, event) {
  const { data, source, ports } = event;
  if (!Object.hasOwn(REPLIES, data?.wasmock ?? "")) return;
  event.waitUntil(mocking.wake());
  const post = (reply) => ports[0]?.postMessage(reply);
  const known = asked.get(data.ask);
  if (known) post({ isAtIt: true });
  // Each event keeps the worker alive for it.
  event.waitUntil(known ?? remember(data.ask, reply(mocking, source, data).then(post)));
}

/** Remembers what is under way; a page of an earlier version does not say what it calls it. */
function remember(ask = Symbol("unnamed"), replying) {
  asked.set(ask, replying);
  if (asked.size > REMEMBERED) asked.delete(asked.keys().next().value);
  return replying;
}

async function reply(mocking, page, message) {
  await mocking.ready();
  try {
    if (message.sinceMs > 0 && message.wasmock === ASK.replay) return { error: UNSURE };
    return { value: await REPLIES[message.wasmock](mocking, page, message) };
  } catch (error) {
    return failure(error);
  }
}

/** Of all that is asked only this must not be done twice. */
const UNSURE =
  "wasmock: the service worker was ended before it could say whether the webhook is sent once more: its " +
  "tries in the history tell; if it has no new one, ask for it again";

function failure(error) {
  const { drawing, diagnostics } = error;
  if (error instanceof MocksError) return { report: { drawing, diagnostics } };
  if (error instanceof ConditionError) return { condition: { drawing, diagnostics } };
  return { error: error.message };
}

/** The page's requests are mocked once the mocks have been taken up. */
async function start(mocking, page, { settings, isNew }) {
  const takenUp = await mocking.takeUp(settings, isNew);
  await mocking.users.add(page.id);
  return { ...takenUp, page: page.id, isWaiting: await mocking.webhooks.isWaiting() };
}

async function tick({ webhooks }) {
  return { isWaiting: await webhooks.isWaiting() };
}
