// The table of webhooks and what is asked of it, as on the Worker (src/adapter/cloudflare/scheduler/table.rs).
//
// Rows are numbered in the order of their coming; `wake` is when a row must be looked at, null when
// all is done, and `ended` when that was.

export const TABLE = `
  CREATE TABLE IF NOT EXISTS webhooks (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    wake INTEGER,
    ended INTEGER,
    entry TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS webhooks_wake ON webhooks (wake) WHERE wake IS NOT NULL;
  CREATE INDEX IF NOT EXISTS webhooks_ended ON webhooks (ended) WHERE ended IS NOT NULL`;

/** A row if the table knows when a row ended, as that of the first version did not. */
export const KNOWS_ENDINGS = "SELECT 1 FROM pragma_table_info('webhooks') WHERE name = 'ended'";

/** Has it know. */
export const UPGRADE = `
  ALTER TABLE webhooks ADD COLUMN ended INTEGER;
  UPDATE webhooks SET ended = unixepoch() * 1000 WHERE wake IS NULL`;

export const INSERT = `
  INSERT INTO webhooks (id, name, state, wake, ended, entry) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO NOTHING`;

export const ENTRY = "SELECT entry FROM webhooks WHERE id = ?";

export const CHANGE = "UPDATE webhooks SET state = ?, wake = ?, ended = ?, entry = ? WHERE id = ?";

export const FORGET = "DELETE FROM webhooks WHERE id = ?";

export const CLEAR = "DELETE FROM webhooks";

/** What must be looked at by a time, the first due first. */
export const DUE = "SELECT id FROM webhooks WHERE wake <= ? ORDER BY wake LIMIT ?";

export const EARLIEST = "SELECT min(wake) AS earliest FROM webhooks WHERE wake IS NOT NULL";

export const WAITING = "SELECT count(*) AS waiting FROM webhooks WHERE wake IS NOT NULL";

/** All that wait. */
export const WAITING_ENTRIES = "SELECT id, entry FROM webhooks WHERE wake IS NOT NULL";

/** The number of the row of an id. */
export const NUMBER = "SELECT number FROM webhooks WHERE id = ?";

/** Below a number, in a state and of a name: each value of these is given twice, null where all will do. */
const ASKED = `
  SELECT number, entry FROM webhooks
  WHERE number < ? AND (? IS NULL OR state = ?) AND (? IS NULL OR name = ?)`;

/** The newest first. */
export const PAGE = `${ASKED} ORDER BY number DESC LIMIT ?`;

/** The one of an id. */
export const ONE = `${ASKED} AND id = ?`;

/** Lets go of those that ended before a time. */
export const TRIM_OLD = "DELETE FROM webhooks WHERE ended < ?";

/** Lets go of those that ended first, past those that the history keeps. */
export const TRIM = `
  DELETE FROM webhooks WHERE number IN (
    SELECT number FROM webhooks WHERE ended IS NOT NULL
    ORDER BY ended DESC, number DESC LIMIT -1 OFFSET ?)`;
