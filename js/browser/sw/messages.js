// What the pages ask of the worker.

import { milliseconds } from "../../core/engine.js";
import { ConditionError, MocksError } from "../../core/error.js";
import { replayed } from "../../mock/history.js";
import { timeText } from "../../mock/options.js";
import { ASK } from "../protocol.js";
import { version } from "../version.js";
import { requests } from "./requests.js";

/** What is done for each: the reply's value. */
const REPLIES = {
  [ASK.hello]: () => ({ version }),
  [ASK.claim]: () => self.clients.claim(),
  [ASK.start]: (mocking, page, message) => start(mocking, page, message),
  [ASK.resume]: (mocking, page) => mocking.users.add(page.id),
  [ASK.stop]: async (mocking, page) => ({ isIdle: await mocking.users.remove(page.id) }),
  [ASK.webhooks]: (mocking, page, { filter }) => mocking.webhooks.list(filter),
  [ASK.replay]: async ({ webhooks }, page, { id }) => replayed(id, await webhooks.replay(id)),
  [ASK.advance]: ({ webhooks }, page, { time }) => webhooks.advance(milliseconds(timeText(time))),
  [ASK.reset]: ({ webhooks }) => webhooks.reset(),
  [ASK.requests]: ({ journal }, page, { inbox, what, given }) =>
    requests(journal, inbox, what, given),
  [ASK.inboxes]: (mocking) => mocking.journal.inboxes(),
  [ASK.tick]: tick,
};

/** The listener of messages. Others than a page of wasmock may send some too. */
export function onMessage(mocking, event) {
  const { data, source, ports } = event;
  if (!Object.hasOwn(REPLIES, data?.wasmock ?? "")) return;
  event.waitUntil(reply(mocking, source, data).then((reply) => ports[0]?.postMessage(reply)));
  event.waitUntil(mocking.wake());
}

async function reply(mocking, page, message) {
  await mocking.ready();
  try {
    return { value: await REPLIES[message.wasmock](mocking, page, message) };
  } catch (error) {
    return failure(error);
  }
}

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
