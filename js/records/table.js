// The table of records, in the SQLite of Node and of a Durable Object, and a store of records over it.
//
// A record's number is counted within its stream, so that the oldest past those that are kept are
// found without reading the others.

import { Later } from "./later.js";
import { textOf } from "./memory.js";

const RECORDS = `
  CREATE TABLE IF NOT EXISTS records (
    stream TEXT NOT NULL,
    number INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (stream, number)
  ) WITHOUT ROWID`;

/** The stream, the record and the stream again; gives the number. */
const APPEND = `
  INSERT INTO records (stream, number, record)
  SELECT ?, coalesce(max(number), 0) + 1, ? FROM records WHERE stream = ?
  RETURNING number`;

/** Lets go of those up to a number. */
const LET_GO = "DELETE FROM records WHERE stream = ? AND number <= ?";

/** The stream, the number that they are older than, and how many: -1 for all. */
const NEWEST = `
  SELECT number, record FROM records WHERE stream = ? AND number < ? ORDER BY number DESC LIMIT ?`;

const STREAMS = "SELECT DISTINCT stream FROM records ORDER BY stream";

const CLEAR_STREAM = "DELETE FROM records WHERE stream = ?";

const CLEAR_RECORDS = "DELETE FROM records";

/**
 * A store of records (js/records/memory.js) in a database, whose table it makes unless it is there.
 * Whoever asks finds all that came before, also what is not written yet.
 */
export class TableRecords {
  #database;
  #later;

  /**
   * Of the database `run(query, ...values)` gives all rows, `rows(query, ...values)` one after the other
   * as they are asked for, and `atomically(what)` does what is one step. `soon(call)` is when records
   * are written, all that came meanwhile at once.
   */
  constructor(database, soon) {
    this.#database = database;
    this.#later = new Later(
      (all) => database.atomically(() => all.map((one) => this.#add(one))),
      soon,
    );
    database.run(RECORDS);
  }

  append(stream, record, keep) {
    return this.#later.add(stream, record, keep);
  }

  rows(stream, { after = null, most = -1 } = {}) {
    this.writeAll();
    return this.#database.rows(NEWEST, stream, after ?? Number.MAX_SAFE_INTEGER, most);
  }

  streams() {
    return this.#run(STREAMS).map(({ stream }) => stream);
  }

  clear(stream) {
    if (stream === undefined) this.#run(CLEAR_RECORDS);
    else this.#run(CLEAR_STREAM, stream);
  }

  /** Writes what waits, now. */
  writeAll() {
    this.#later.writeAll();
  }

  #run(query, ...values) {
    this.writeAll();
    return this.#database.run(query, ...values);
  }

  #add({ stream, record, keep }) {
    const [{ number }] = this.#database.run(APPEND, stream, textOf(record), stream);
    this.#database.run(LET_GO, stream, number - keep);
    return number;
  }
}
