// The objects that keep webhooks. Those of one request are together in one of them, so that one can
// come after another; each object has its own table and its own alarm.

/** How many there are: one object takes over a thousand webhooks a second. */
export const SHARDS = 8;

/**
 * The first has the name that the only one had before there were several. What must be in one place
 * whatever request it is of is there too.
 */
const NAMES = Array.from({ length: SHARDS }, (_, at) => (at === 0 ? "webhooks" : `webhooks-${at}`));

/** The object for a request whose first webhook has this id; without an id the first of all. */
export function shardOf(bindings, id) {
  return stubOf(bindings, NAMES[id === "" ? 0 : hash(id) % SHARDS]);
}

/** The object that keeps what came in, and no webhooks. */
export const keeperOf = (bindings) => stubOf(bindings, "records");

/**
 * Asks every object at once: `ask(stub, at)`. Gives what `Promise.allSettled` does, in their order.
 */
export const everyShard = (bindings, ask) =>
  Promise.allSettled(NAMES.map(async (name, at) => ask(stubOf(bindings, name), at)));

function stubOf({ SCHEDULER: namespace }, name) {
  if (namespace) return namespace.getByName(name);
  throw new Error(
    "there is no binding SCHEDULER: wrangler.toml must bind the class Scheduler by it",
  );
}

/** FNV-1a. What it gives for an id must never change: a webhook is looked for where it was put. */
function hash(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
