// Records kept in a file of SQLite.

import { TableRecords } from "../records/table.js";
import { Database } from "./database.js";

/**
 * A store of records (js/records/memory.js) in a file that holds webhooks too. They are written
 * after the request has been answered, and no such step waits for the disk: what tells of the past
 * may be lost with the machine's power, as a webhook may not.
 */
export class SqliteRecords extends TableRecords {
  /** Two servers of the same mocks file have the same. */
  isShared = true;

  #database;

  /** Opens or makes the file. */
  constructor(sqlite, path) {
    const database = new Database(sqlite, path, "NORMAL");
    const { all: run, rows } = database;
    super({ run, rows, atomically: (what) => database.atomically(what) }, setImmediate);
    this.#database = database;
  }

  close() {
    this.writeAll();
    this.#database.close();
  }
}
