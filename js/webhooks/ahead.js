// By how much a clock was ahead of the machine's, kept in the SQLite of Node and of a Durable Object:
// in a new process it is the machine's again, and what waits must not be late by that much.

export const AHEAD = `
  CREATE TABLE IF NOT EXISTS clock (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    ahead INTEGER NOT NULL
  )`;

export const KEEP_AHEAD = "INSERT OR REPLACE INTO clock (one, ahead) VALUES (1, ?)";

export const KEPT_AHEAD = "SELECT ahead FROM clock";
