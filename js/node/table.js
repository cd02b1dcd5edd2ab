// The table of webhooks and what is asked of it, as on the Worker (src/adapter/cloudflare/table.rs).
//
// Rows are numbered in the order of their coming; `wake` is when a row must be looked at, null when
// all is done.

export const TABLE = `
  CREATE TABLE IF NOT EXISTS webhooks (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    wake INTEGER,
    entry TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS webhooks_wake ON webhooks (wake) WHERE wake IS NOT NULL`;

export const INSERT = `
  INSERT INTO webhooks (id, name, state, wake, entry) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (id) DO NOTHING`;

export const ENTRY = "SELECT entry FROM webhooks WHERE id = ?";

export const CHANGE = "UPDATE webhooks SET state = ?, wake = ?, entry = ? WHERE id = ?";

export const FORGET = "DELETE FROM webhooks WHERE id = ?";

export const CLEAR = "DELETE FROM webhooks";

/** What must be looked at by a time, the first due first. */
export const DUE = "SELECT id FROM webhooks WHERE wake <= ? ORDER BY wake LIMIT ?";

export const EARLIEST = "SELECT min(wake) AS earliest FROM webhooks WHERE wake IS NOT NULL";

/** The newest first; each value of the filter is given twice, null where all will do. */
export const PAGE = `
  SELECT entry FROM webhooks
  WHERE (? IS NULL OR state = ?) AND (? IS NULL OR name = ?) AND (? IS NULL OR id = ?)
    AND (? IS NULL OR number < (SELECT number FROM webhooks WHERE id = ?))
  ORDER BY number DESC LIMIT ?`;

/** Lets go of the oldest that are done with, past those that the history keeps. */
export const TRIM = `
  DELETE FROM webhooks WHERE wake IS NULL AND number <=
    (SELECT number FROM webhooks WHERE wake IS NULL ORDER BY number DESC LIMIT 1 OFFSET ?)`;
