// One history of what is kept in several objects.
//
// A page is told apart from the next by how far each object was read: `next` is the number, one for
// each object, below which its rows are still to come. So no row comes twice and none is missed,
// whatever comes or goes meanwhile.

import { everyShard, SHARDS } from "./shards.js";

/** Where an object begins of which nothing is known. */
const START = Number.MAX_SAFE_INTEGER;

/**
 * A page of the history, newest first: `[status, JSON text]`; nothing where `after` is no `next` of
 * a page. Where an object does not answer the page has an `error` that says so, and the status 503.
 */
export async function mergedHistory(bindings, query, limit, after) {
  const starts = after === undefined ? Array(SHARDS).fill(START) : read(after);
  if (!starts) return undefined;
  const answers = await everyShard(bindings, async (stub, at) =>
    JSON.parse(await stub.history(query, starts[at])),
  );
  const lists = answers.map(({ value }, at) => list(value, starts[at]));
  const webhooks = merged(lists, limit);
  const next = lists.some(hasMore) ? lists.map(end).join(".") : null;
  const failed = answers.filter(({ status }) => status === "rejected");
  if (failed.length === 0) return [200, JSON.stringify({ webhooks, next })];
  const error = `${failed.length} of the ${SHARDS} objects that keep webhooks did not answer, so theirs are missing here: ${failed[0].reason?.message ?? failed[0].reason}`;
  return [503, JSON.stringify({ error, code: "storage", webhooks, next })];
}

function read(after) {
  const numbers = after.split(".");
  const areRight =
    numbers.length === SHARDS && numbers.every((number) => /^\d{1,16}$/.test(number));
  return areRight ? numbers.map(Number) : undefined;
}

/**
 * What an object gave: its webhooks, their numbers, whether it has more of them, where it was begun,
 * and how many of them are on the page. One that failed has more: they are on a later page.
 */
const list = ({ webhooks = [], numbers = [], more = true } = {}, start) => ({
  webhooks,
  numbers,
  more,
  start,
  taken: 0,
});

/** The newest of all lists, as long as the next of each is known. */
function merged(lists, limit) {
  const answered = lists.filter(({ webhooks, more }) => webhooks.length > 0 || !more);
  const page = [];
  while (page.length < limit && !answered.some(isCut)) {
    const newest = answered.filter(isLeft).reduce(newer, undefined);
    if (!newest) break;
    page.push(newest.webhooks[newest.taken]);
    newest.taken += 1;
  }
  return page;
}

const isLeft = ({ webhooks, taken }) => taken < webhooks.length;
const isCut = (list) => !isLeft(list) && list.more;
const hasMore = (list) => isLeft(list) || list.more;

const planned = ({ webhooks, taken }) => webhooks[taken].scheduledAt;
const newer = (a, b) => (a && planned(a) >= planned(b) ? a : b);

/**
 * Below which number the rest of a list is. What comes into an object that gave nothing is newer
 * than the page, and so on none that follows.
 */
function end({ webhooks, numbers, more, start, taken }) {
  if (taken > 0) return numbers[taken - 1];
  if (webhooks.length > 0) return numbers[0] + 1;
  return more ? start : 0;
}
