// Records kept in a Durable Object's SQLite.

import { TableRecords } from "../records/table.js";

/** How long a record may wait to be written, in milliseconds. */
const PAUSE_MS = 20;

/**
 * A store of records (js/records/memory.js). The platform holds back what an object answers until
 * what it wrote before is on the disk: so it answers first, and writes then.
 */
export class ObjectRecords extends TableRecords {
  constructor({ storage }) {
    const rows = (query, ...values) => storage.sql.exec(query, ...values);
    const run = (query, ...values) => rows(query, ...values).toArray();
    const atomically = (what) => storage.transactionSync(what);
    super({ run, rows, atomically }, (write) => setTimeout(write, PAUSE_MS));
  }
}
