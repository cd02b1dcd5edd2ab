// The part of a wait that a page is kept waiting at a time.

/** How long that is, in milliseconds: browsers end events that take long. */
const PART_MS = 20_000;

/**
 * Of a wait of so many milliseconds, which began `sinceMs` ago, `{partMs, leftMs}`: the part that begins now
 * and what is left after it.
 */
export function partOf(timeoutMs, sinceMs) {
  const restMs = Math.max(0, timeoutMs - sinceMs);
  const partMs = Math.min(restMs, PART_MS);
  return { partMs, leftMs: restMs - partMs };
}
