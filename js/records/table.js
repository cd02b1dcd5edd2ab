// The table of records and what is asked of it, in the SQLite of Node and of a Durable Object.
//
// A record's number is counted within its stream, so that the oldest past those that are kept are
// found without reading the others.

export const RECORDS = `
  CREATE TABLE IF NOT EXISTS records (
    stream TEXT NOT NULL,
    number INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (stream, number)
  ) WITHOUT ROWID`;

/** The stream, the record and the stream again; gives the number. */
export const APPEND = `
  INSERT INTO records (stream, number, record)
  SELECT ?, coalesce(max(number), 0) + 1, ? FROM records WHERE stream = ?
  RETURNING number`;

/** Lets go of those up to a number. */
export const LET_GO = "DELETE FROM records WHERE stream = ? AND number <= ?";

/** The stream, the number that they are older than, and how many: -1 for all. */
export const NEWEST = `
  SELECT number, record FROM records WHERE stream = ? AND number < ? ORDER BY number DESC LIMIT ?`;

export const STREAMS = "SELECT DISTINCT stream FROM records ORDER BY stream";

export const CLEAR_STREAM = "DELETE FROM records WHERE stream = ?";

export const CLEAR_RECORDS = "DELETE FROM records";
