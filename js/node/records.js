// Records kept in a file of SQLite.

import {
  APPEND,
  CLEAR_RECORDS,
  CLEAR_STREAM,
  LET_GO,
  NEWEST,
  RECORDS,
  STREAMS,
} from "../records/table.js";
import { textOf } from "../records/memory.js";
import { BUSY_MS } from "./patience.js";

/**
 * A store of records (js/records/memory.js) in a file that holds webhooks too. They are written
 * after the request has been answered, all that came meanwhile in one step, and no such step waits
 * for the disk: what tells of the past may be lost with the machine's power, as a webhook may not.
 */
export class SqliteRecords {
  #database;
  #statements = new Map();
  #waiting = [];
  #writing;

  /** Opens or makes the file. */
  constructor({ DatabaseSync }, path) {
    this.#database = new DatabaseSync(path);
    this.#database.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA synchronous = NORMAL`);
    this.#database.exec(RECORDS);
  }

  append(stream, record, keep) {
    this.#writing ??= setImmediate(() => this.#write());
    return new Promise((kept, failed) => {
      this.#waiting.push({ stream, record, keep, kept, failed });
    });
  }

  rows(stream, { after = null, most = -1 } = {}) {
    this.#write();
    return this.#prepared(NEWEST).iterate(stream, after ?? Number.MAX_SAFE_INTEGER, most);
  }

  streams() {
    this.#write();
    return this.#prepared(STREAMS)
      .all()
      .map(({ stream }) => stream);
  }

  clear(stream) {
    this.#write();
    if (stream === undefined) this.#prepared(CLEAR_RECORDS).run();
    else this.#prepared(CLEAR_STREAM).run(stream);
  }

  close() {
    this.#write();
    this.#database.close();
  }

  /** Writes all that waits, in one step. Whoever gave it hears what came of it. */
  #write() {
    clearImmediate(this.#writing);
    this.#writing = undefined;
    const waiting = this.#waiting.splice(0);
    if (waiting.length === 0) return;
    try {
      const numbers = this.#atomically(() => waiting.map((one) => this.#add(one)));
      waiting.forEach(({ kept }, i) => kept(numbers[i]));
    } catch (error) {
      waiting.forEach(({ failed }) => failed(error));
    }
  }

  #atomically(what) {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const result = what();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  #add({ stream, record, keep }) {
    const { number } = this.#prepared(APPEND).get(stream, textOf(record), stream);
    this.#prepared(LET_GO).run(stream, number - keep);
    return number;
  }

  #prepared(query) {
    const known = this.#statements.get(query) ?? this.#database.prepare(query);
    this.#statements.set(query, known);
    return known;
  }
}
