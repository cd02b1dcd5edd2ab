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
    this.#waiting.push({ stream, record, keep });
    this.#writing ??= setImmediate(() => this.#writeOrSay());
  }

  page(stream, { after, limit }) {
    this.#write();
    const rows = this.#prepared(NEWEST).all(stream, after ?? Number.MAX_SAFE_INTEGER, limit + 1);
    return rows.map(({ number, record }) => ({ number, record }));
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
    this.#writeOrSay();
    this.#database.close();
  }

  /** Nobody is there to hear of it who could do anything about it. */
  #writeOrSay() {
    try {
      this.#write();
    } catch (error) {
      console.error("wasmock: what came in could not be recorded and is lost:", error);
    }
  }

  #write() {
    clearImmediate(this.#writing);
    this.#writing = undefined;
    const waiting = this.#waiting.splice(0);
    if (waiting.length === 0) return;
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      waiting.forEach((one) => this.#add(one));
      this.#database.exec("COMMIT");
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  #add({ stream, record, keep }) {
    const { number } = this.#prepared(APPEND).get(stream, JSON.stringify(record), stream);
    this.#prepared(LET_GO).run(stream, number - keep);
  }

  #prepared(query) {
    const known = this.#statements.get(query) ?? this.#database.prepare(query);
    this.#statements.set(query, known);
    return known;
  }
}
