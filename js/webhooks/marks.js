// Marks: texts that a store remembers, so that what may happen once happens once. Those of one kind
// know nothing of those of another.
//
// `mark({kind, texts, nowMs, since})` marks texts and says of each, in one step, whether it was
// marked before; a text that is given twice was, the second time. Marks of the kind made before
// `since` are forgotten first, where that is given. Times are in milliseconds.

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

/** The table of marks, in the SQLite of Node and of a Durable Object. */
export const MARKS = `
  CREATE TABLE IF NOT EXISTS marks (
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (kind, text)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS marks_at ON marks (kind, at)`;

const OUTDATE = "DELETE FROM marks WHERE kind = ? AND at < ?";

const MARK = `
  INSERT INTO marks (kind, text, at) VALUES (?, ?, ?)
  ON CONFLICT (kind, text) DO NOTHING RETURNING at`;

export const CLEAR_MARKS = "DELETE FROM marks";

/** Marks in that table; `query(sql, ...values)` gives the rows. To be called in one transaction. */
export function markInTable(query, { kind, texts, nowMs, since = null }) {
  if (since !== null) query(OUTDATE, kind, since);
  return texts.map((text) => query(MARK, kind, text, nowMs).length === 0);
}
