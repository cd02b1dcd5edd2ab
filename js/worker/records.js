// Records kept in a Durable Object's SQLite.

import {
  APPEND,
  CLEAR_RECORDS,
  CLEAR_STREAM,
  LET_GO,
  NEWEST,
  RECORDS,
  STREAMS,
} from "../records/table.js";

/// A store of records (js/records/memory.js). Nothing crosses to an object but texts.
export class ObjectRecords {
  #sql;

  /// Makes the table unless it is there.
  constructor({ storage: { sql } }) {
    this.#sql = sql;
    sql.exec(RECORDS);
  }

  append(stream, record, keep) {
    const { number } = this.#sql.exec(APPEND, stream, record, stream).one();
    this.#sql.exec(LET_GO, stream, number - keep);
    return number;
  }

  rows(stream, { after = null, most = -1 } = {}) {
    return this.#sql.exec(NEWEST, stream, after ?? Number.MAX_SAFE_INTEGER, most);
  }

  streams() {
    return this.#sql
      .exec(STREAMS)
      .toArray()
      .map(({ stream }) => stream);
  }

  clear(stream) {
    if (stream === undefined) this.#sql.exec(CLEAR_RECORDS);
    else this.#sql.exec(CLEAR_STREAM, stream);
  }
}
