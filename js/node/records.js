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
import { Later } from "../records/later.js";
import { textOf } from "../records/memory.js";
import { BUSY_MS } from "./patience.js";

/**
 * A store of records (js/records/memory.js) in a file that holds webhooks too. They are written
 * after the request has been answered, all that came meanwhile in one step, and no such step waits
 * for the disk: what tells of the past may be lost with the machine's power, as a webhook may not.
 */
export class SqliteRecords {
  /** Two servers of the same mocks file have the same. */
  isShared = true;

  #database;
  #statements = new Map();
  #later = new Later((all) => this.#write(all), setImmediate);

  /** Opens or makes the file. */
  constructor({ DatabaseSync }, path) {
    this.#database = new DatabaseSync(path);
    this.#database.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA synchronous = NORMAL`);
    this.#database.exec(RECORDS);
  }

  append(stream, record, keep) {
    return this.#later.add(stream, record, keep);
  }

  rows(stream, { after = null, most = -1 } = {}) {
    this.#later.writeAll();
    return this.#prepared(NEWEST).iterate(stream, after ?? Number.MAX_SAFE_INTEGER, most);
  }

  streams() {
    this.#later.writeAll();
    return this.#prepared(STREAMS)
      .all()
      .map(({ stream }) => stream);
  }

  clear(stream) {
    this.#later.writeAll();
    if (stream === undefined) this.#prepared(CLEAR_RECORDS).run();
    else this.#prepared(CLEAR_STREAM).run(stream);
  }

  close() {
    this.#later.writeAll();
    this.#database.close();
  }

  #write(all) {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const numbers = all.map((one) => this.#add(one));
      this.#database.exec("COMMIT");
      return numbers;
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
