// Marks: texts that a store remembers, so that what may happen once happens once. Those of one kind
// know nothing of those of another.
//
// `mark({kind, texts, nowMs, since})` marks texts and says of each, in one step, whether it was
// marked before; a text that is given twice was, the second time. Marks of the kind made before
// `since` are forgotten first, where that is given, and those that are too many after that, the first made
// first (bounds.js). Times are in milliseconds.

import { REMEMBERED } from "./bounds.js";

/** Marks that live as long as the process. */
export class MemoryMarks {
  #kinds = new Map();

  mark({ kind, texts, nowMs, since = null }) {
    const times = this.#kinds.get(kind) ?? new Map();
    this.#kinds.set(kind, times);
    if (since !== null) forget(times, since);
    return texts.map((text) => {
      const known = times.has(text);
      if (!known) times.set(text, nowMs);
      if (times.size > REMEMBERED) times.delete(times.keys().next().value);
      return known;
    });
  }

  clear() {
    this.#kinds.clear();
  }
}

/** They stand in the order of their times, but for what a clock that was set back has mixed up. */
function forget(times, since) {
  for (const [text, atMs] of times) {
    if (atMs >= since) return;
    times.delete(text);
  }
}

const TABLE = `
  CREATE TABLE IF NOT EXISTS marks (
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    number INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (kind, text)
  ) WITHOUT ROWID`;

const IS_NUMBERED = "SELECT 1 FROM pragma_table_info('marks') WHERE name = 'number'";

/** The marks of a table that did not count them are the first to go. */
const UPGRADE = "ALTER TABLE marks ADD COLUMN number INTEGER NOT NULL DEFAULT 0";

const INDEXES = [
  "CREATE INDEX IF NOT EXISTS marks_at ON marks (kind, at)",
  "CREATE INDEX IF NOT EXISTS marks_number ON marks (kind, number)",
];

const OUTDATE = "DELETE FROM marks WHERE kind = ? AND at < ?";

/** A mark's number is counted within its kind, so that the first of too many are found without the others. */
const MARK = `
  INSERT INTO marks (kind, text, at, number)
  SELECT ?, ?, ?, coalesce(max(number), 0) + 1 FROM marks WHERE kind = ?
  ON CONFLICT (kind, text) DO NOTHING RETURNING number`;

const LET_GO = "DELETE FROM marks WHERE kind = ? AND number <= ?";

export const CLEAR_MARKS = "DELETE FROM marks";

/**
 * Makes the table of marks, in the SQLite of Node and of a Durable Object, unless it is there;
 * `query(sql, ...values)` gives the rows.
 */
export function createMarks(query) {
  query(TABLE);
  if (query(IS_NUMBERED).length === 0) query(UPGRADE);
  for (const index of INDEXES) query(index);
}

/** Marks in that table. To be called in one transaction. */
export function markInTable(query, { kind, texts, nowMs, since = null }) {
  if (since !== null) query(OUTDATE, kind, since);
  let newest = 0;
  const known = texts.map((text) => {
    const [made] = query(MARK, kind, text, nowMs, kind);
    newest = made?.number ?? newest;
    return made === undefined;
  });
  if (newest > REMEMBERED) query(LET_GO, kind, newest - REMEMBERED);
  return known;
}
