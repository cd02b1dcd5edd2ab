// Webhooks kept in a file of SQLite, so that they outlive the process.

import { createRequire } from "node:module";
import { CHANGE, CLEAR, DUE, EARLIEST, ENTRY, FORGET, INSERT, PAGE, TABLE, TRIM } from "./table.js";
import { CLEAR_MARKS, MARKS, markInTable } from "../webhooks/marks.js";
import { FINISHED } from "../webhooks/memory.js";

/** How long a process waits for another that is writing, in milliseconds. */
const BUSY_MS = 5000;

/** Every how many new rows the history is trimmed, which reads all that it keeps. */
const TRIM_EVERY = 100;

/** The version of the tables: a file of a later one is not touched, one of an earlier gets what it lacks. */
const VERSION = 2;

/** The SQLite that Node brings, `undefined` where it has none: before 22.13. */
export function platformSqlite(load = () => createRequire(import.meta.url)("node:sqlite")) {
  const { emitWarning } = process;
  // Some call it experimental at its first use; who only starts a server can do nothing about that.
  process.emitWarning = (warning, ...rest) =>
    String(warning).includes("SQLite") || emitWarning.call(process, warning, ...rest);
  try {
    return load();
  } catch (error) {
    if (error.code === "ERR_UNKNOWN_BUILTIN_MODULE") return undefined;
    throw error;
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** A store for an `Outbox`. Several processes may have the same file: each step is one transaction. */
export class SqliteStore {
  #database;
  #statements = new Map();

  /** Opens or makes the file. */
  constructor({ DatabaseSync }, path) {
    this.#database = new DatabaseSync(path);
    // FULL: a commit is on the disk when it returns, even if the machine then loses its power.
    this.#database.exec(`PRAGMA busy_timeout = ${BUSY_MS}; PRAGMA synchronous = FULL`);
    this.#useLog();
    this.#atomically(() => this.#create());
  }

  insert(rows) {
    this.#atomically(() => {
      if (rows.map((row) => this.#insert(row)).some(isRound)) this.#run(TRIM, FINISHED);
    });
  }

  change(id, make) {
    return this.#atomically(() => {
      const old = this.#get(ENTRY, id);
      const row = old && this.#made(id, old.entry, make);
      if (row) this.#run(CHANGE, row.state, row.wakeMs, row.entry, id);
      return row;
    });
  }

  due(nowMs, limit) {
    return this.#all(DUE, nowMs, limit).map(({ id }) => id);
  }

  earliest() {
    return this.#get(EARLIEST).earliest;
  }

  page({ state, name, id, after, limit }) {
    const filter = [state, name, id, after].flatMap((value) => [value, value]);
    return this.#all(PAGE, ...filter, limit + 1).map(({ entry }) => entry);
  }

  mark(asked) {
    return this.#atomically(() => markInTable(this.#all, asked));
  }

  clear() {
    this.#atomically(() => {
      this.#run(CLEAR);
      this.#run(CLEAR_MARKS);
    });
  }

  close() {
    this.#database.close();
  }

  /** Adds a row; gives its number, 0 where one of its id is there. */
  #insert({ id, name, state, wakeMs, entry }) {
    const { changes, lastInsertRowid } = this.#run(INSERT, id, name, state, wakeMs, entry);
    return changes === 0 ? 0 : Number(lastInsertRowid);
  }

  /** A row that can't be read is left out, so that it is not met for ever. */
  #made(id, entry, make) {
    try {
      return make(entry);
    } catch (error) {
      console.error(`wasmock: the webhook ${id} can't be read and is left out:`, error);
      this.#run(FORGET, id);
      return undefined;
    }
  }

  /** Has SQLite write ahead to a log: one wait for the disk a commit, and readers hold up no writer. */
  #useLog() {
    this.#database.exec("PRAGMA journal_mode = WAL");
  }

  #create() {
    const { user_version: version } = this.#get("PRAGMA user_version");
    if (version > VERSION) {
      throw new Error(`it was written by a later version of wasmock (${version}, not ${VERSION})`);
    }
    this.#database.exec(`${TABLE}; ${MARKS}; PRAGMA user_version = ${VERSION}`);
  }

  /** Runs what is one step to all other processes too. */
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

  #run = (query, ...values) => this.#statement(query).run(...values);
  #get = (query, ...values) => this.#statement(query).get(...values);
  #all = (query, ...values) => this.#statement(query).all(...values);

  #statement(query) {
    const known = this.#statements.get(query) ?? this.#database.prepare(query);
    this.#statements.set(query, known);
    return known;
  }
}

const isRound = (number) => number > 0 && number % TRIM_EVERY === 0;
