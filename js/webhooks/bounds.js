// How much of webhooks is kept, on every host.

/** How many webhooks that are done with are kept for the history. */
export const FINISHED = 10_000;

/** How long each of them is kept, in milliseconds: 7 days. */
export const FINISHED_MS = 7 * 86_400_000;

/** How many webhooks may wait; a further one is skipped. */
export const PENDING = 100_000;

/**
 * How many marks of one kind are remembered (marks.js): objects that were seen or that a webhook was sent
 * for, ids of requests. A further one takes the place of that which was made first.
 */
export const REMEMBERED = 100_000;

/** Every how many new webhooks the history is trimmed. */
export const TRIM_EVERY = 100;
