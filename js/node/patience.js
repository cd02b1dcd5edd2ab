// Patience with other processes that have the same file of SQLite.

/** How long a process waits for another that is writing, in milliseconds. */
export const BUSY_MS = 5000;

const PAUSE_MS = 20;
const SQLITE_BUSY = 5;

/**
 * Does what SQLite does not wait for by itself, although it has a `busy_timeout`: until no other
 * process is in the way, or for `BUSY_MS`.
 */
export function patiently(what) {
  const end = Date.now() + BUSY_MS;
  for (;;) {
    try {
      return what();
    } catch (error) {
      if (!isBusy(error) || Date.now() >= end) throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
}

/** The lower eight bits of an extended code are the code. */
const isBusy = ({ errcode }) => (errcode & 0xff) === SQLITE_BUSY;
