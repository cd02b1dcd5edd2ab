// What a store tells of the objects that webhooks are about, in one step with keeping them: whether one
// was sent for its object before, whether the object was seen before, and the next number.
//
// `settle(rows, known, nowMs)` is the engine's: it completes rows by what a store knew. A row that is
// kept already is asked nothing, so that keeping it once more changes nothing.

/** The counter of envelopes, in the SQLite of Node and of a Durable Object. */
export const COUNTERS = `
  CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, last TEXT NOT NULL) WITHOUT ROWID`;

/** The name of that counter. Its last number is a text: it has more digits than a number of JavaScript. */
export const SEQUENCE = "sequence";

export const LAST = "SELECT last FROM counters WHERE name = ?";

export const KEEP_LAST = "INSERT OR REPLACE INTO counters (name, last) VALUES (?, ?)";

/** Whether a store must be asked something of one of the rows. */
export const isAsking = (rows) => rows.some(({ marks }) => marks);

/** What the store must mark for rows, each text once: `{ready, seen}`. */
export function marksOf(rows) {
  const texts = (kind) => [...new Set(rows.flatMap(({ marks }) => marks?.[kind] ?? []))];
  return { ready: texts("ready"), seen: texts("seen") };
}

/** Of texts those that a store's `mark` knew before. */
export const knownOf = (texts, known) => texts.filter((_, at) => known[at]);

/** The rows in their order, those that were completed in the place of what they were. */
export function completed(rows, settled) {
  const byId = new Map(settled.map((row) => [row.id, row]));
  return rows.map((row) => ({ ...row, ...byId.get(row.id) }));
}

/**
 * Completes the webhooks of one request for a store that answers at once: by whether it `has(row)`, its
 * `mark(asked)` (marks.js), `last()` and `keepLast(last)`.
 */
export function settledAtOnce(rows, nowMs, settle, { has, mark, last, keepLast }) {
  if (!isAsking(rows)) return rows;
  const fresh = rows.filter((row) => !has(row));
  if (fresh.length === 0) return rows;
  const { ready, seen } = marksOf(fresh);
  const known = (kind, texts) => knownOf(texts, mark({ kind, texts, nowMs }));
  const answers = { ready: known("ready", ready), seen: known("seen", seen), last: last() };
  const settled = settle(fresh, answers, nowMs);
  if (settled.last !== null) keepLast(settled.last);
  return completed(rows, settled.rows);
}
