// Records kept in a Durable Object's SQLite.

import { Later } from "../records/later.js";
import {
  APPEND,
  CLEAR_RECORDS,
  CLEAR_STREAM,
  LET_GO,
  NEWEST,
  RECORDS,
  STREAMS,
} from "../records/table.js";

/// How long a record may wait to be written, in milliseconds.
const PAUSE_MS = 20;

/// A store of records (js/records/memory.js). The platform holds back what an object answers until
/// what it wrote before is on the disk: so it answers first, and writes then.
export class ObjectRecords {
  #storage;
  #later = new Later(
    (all) => this.#storage.transactionSync(() => all.map((one) => this.#add(one))),
    (write) => setTimeout(write, PAUSE_MS),
  );

  /// Makes the table unless it is there.
  constructor({ storage }) {
    this.#storage = storage;
    storage.sql.exec(RECORDS);
  }

  append(stream, record, keep) {
    return this.#later.add(stream, record, keep);
  }

  rows(stream, { after = null, most = -1 } = {}) {
    return this.#exec(NEWEST, stream, after ?? Number.MAX_SAFE_INTEGER, most);
  }

  streams() {
    return this.#exec(STREAMS)
      .toArray()
      .map(({ stream }) => stream);
  }

  clear(stream) {
    if (stream === undefined) this.#exec(CLEAR_RECORDS);
    else this.#exec(CLEAR_STREAM, stream);
  }

  /// Whoever asks finds all that came before.
  #exec(query, ...values) {
    this.#later.writeAll();
    return this.#storage.sql.exec(query, ...values);
  }

  #add({ stream, record, keep }) {
    const { sql } = this.#storage;
    const { number } = sql.exec(APPEND, stream, record, stream).one();
    sql.exec(LET_GO, stream, number - keep);
    return number;
  }
}
