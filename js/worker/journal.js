// The journal and the inboxes: one object of their own keeps them, whoever asks.

import { waitForWebhooks as wait } from "../webhooks/wait.js";
import { mergedHistory } from "./history.js";
import { keeperOf } from "./shards.js";

/**
 * How often the objects are asked for webhooks that are waited for, in milliseconds: an answer may
 * take a thousand calls.
 */
const LOOK_MS = 500;

/** Notes a request that was answered. */
export const noteRequest = async (bindings, record) => keeperOf(bindings).noteRequest(record);

/** Has an inbox catch a request: its number there; nothing if the inboxes take no more for now. */
export const catchRequest = async (bindings, name, record, isRated) =>
  keeperOf(bindings).catchRequest(name, record, isRated);

/** The answer to a question, JSON, as JSON text. */
export const askRequests = async (bindings, ask, question) =>
  keeperOf(bindings).askRequests(ask, question);

/** The names of the inboxes, as JSON text. */
export const inboxes = async (bindings) =>
  JSON.stringify({ inboxes: await keeperOf(bindings).inboxes() });

/** The answer to a wait for webhooks, as JSON text. */
export async function waitForWebhooks(bindings, question) {
  const { webhooks, ...wanted } = JSON.parse(question);
  const looking = { everyMs: LOOK_MS, isOpen: () => true };
  return JSON.stringify(await wait(() => count(bindings, webhooks), wanted, looking));
}

/** How many webhooks there are of those that a filter asks for, up to its limit. */
async function count(bindings, filter) {
  const given = Object.entries(filter).filter(([, value]) => value !== null);
  const query = new URLSearchParams(given).toString();
  let found = 0;
  let after;
  do {
    const [, text] = await mergedHistory(bindings, query, filter.limit, after);
    const { webhooks, next } = JSON.parse(text);
    found += webhooks.length;
    after = next ?? undefined;
  } while (after !== undefined && found < filter.limit);
  return Math.min(found, filter.limit);
}
