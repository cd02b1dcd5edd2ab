// A file of SQLite, which several processes may have open.

import { BUSY_MS } from "./patience.js";

/** An open file: each query is prepared once. */
export class Database {
  #database;
  #statements = new Map();

  /** Opens or makes the file; `synchronous` is SQLite's word for what a commit waits for. */
  constructor({ DatabaseSync }, path, synchronous) {
    this.#database = new DatabaseSync(path);
    this.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA synchronous = ${synchronous}`);
  }

  /** Does what a text of several statements says. */
  exec(text) {
    this.#database.exec(text);
  }

  run = (query, ...values) => this.#statement(query).run(...values);

  /** The first row, `undefined` where there is none. */
  get = (query, ...values) => this.#statement(query).get(...values);

  all = (query, ...values) => this.#statement(query).all(...values);

  /** The rows one after the other, as they are asked for. */
  rows = (query, ...values) => this.#statement(query).iterate(...values);

  /** Does what is one step to all other processes too. */
  atomically(what) {
    this.exec("BEGIN IMMEDIATE");
    try {
      const result = what();
      this.exec("COMMIT");
      return result;
    } catch (error) {
      this.exec("ROLLBACK");
      throw error;
    }
  }

  close() {
    this.#database.close();
  }

  #statement(query) {
    const known = this.#statements.get(query) ?? this.#database.prepare(query);
    this.#statements.set(query, known);
    return known;
  }
}
