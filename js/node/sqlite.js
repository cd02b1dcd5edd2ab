// Webhooks kept in a file of SQLite, so that they outlive the process.

import { createRequire } from "node:module";
import * as sql from "./table.js";
import { AHEAD, KEEP_AHEAD, KEPT_AHEAD } from "../webhooks/ahead.js";
import { FINISHED, FINISHED_MS, TRIM_EVERY } from "../webhooks/bounds.js";
import { CLEAR_MARKS, createMarks, markInTable } from "../webhooks/marks.js";
import { COUNTERS, KEEP_LAST, LAST, SEQUENCE, settledAtOnce } from "../webhooks/objects.js";
import { Database } from "./database.js";
import { patiently } from "./patience.js";
import { SqliteRecords } from "./records.js";

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

  /** What came in, in the same file. */
  records;

  /** Opens or makes the file. */
  constructor(sqlite, path) {
    // FULL: a commit is on the disk when it returns, even if the machine then loses its power.
    this.#database = new Database(sqlite, path, "FULL");
    this.#useLog();
    this.#database.atomically(() => this.#create());
    this.records = new SqliteRecords(sqlite, path);
  }

  insert(rows, nowMs = Date.now(), settle) {
    return this.#database.atomically(() => {
      const settled = this.#settled(rows, nowMs, settle);
      if (settled.map((row) => this.#insert(row)).some(isRound)) this.#trim(nowMs);
      return settled;
    });
  }

  change(id, make) {
    return this.#database.atomically(() => {
      const old = this.#database.get(sql.ENTRY, id);
      const row = old && this.#made(id, old.entry, make);
      if (row) this.#write(id, row);
      return row;
    });
  }

  due(nowMs, limit) {
    return this.#database.all(sql.DUE, nowMs, limit).map(({ id }) => id);
  }

  earliest() {
    return this.#database.get(sql.EARLIEST).earliest;
  }

  waiting() {
    return this.#database.get(sql.WAITING).waiting;
  }

  page({ state, name, id, after, limit }) {
    const below = after === null ? Number.MAX_SAFE_INTEGER : this.#placeOf(after);
    const asked = [below, state, state, name, name];
    const found =
      id === null
        ? this.#database.all(sql.PAGE, ...asked, limit + 1)
        : this.#database.all(sql.ONE, ...asked, id);
    return found.map(({ number, entry }) => ({ place: String(number), entry }));
  }

  mark(asked) {
    return this.#database.atomically(() => this.#mark(asked));
  }

  clear() {
    this.#database.atomically(() => {
      this.#database.run(sql.CLEAR);
      this.#database.run(CLEAR_MARKS);
    });
  }

  keepAhead(ms) {
    this.#database.run(KEEP_AHEAD, ms);
  }

  /**
   * Moves what waits back by as much as the clock of the process before was ahead: that has gone with
   * it. `setBack(entry, ms)` gives the row of an entry.
   */
  setBack(setBack) {
    this.#database.atomically(() => {
      const ahead = this.#database.get(KEPT_AHEAD)?.ahead ?? 0;
      if (ahead <= 0) return;
      for (const { id, entry } of this.#database.all(sql.WAITING_ENTRIES)) {
        const row = this.#made(id, entry, (entry) => setBack(entry, ahead));
        if (row) this.#write(id, row);
      }
      this.#database.run(KEEP_AHEAD, 0);
    });
  }

  close() {
    this.records.close();
    this.#database.close();
  }

  #mark = (asked) => markInTable(this.#database.all, asked);

  /** Rows with what is told of their objects. */
  #settled(rows, nowMs, settle) {
    return settledAtOnce(rows, nowMs, settle, {
      has: ({ id }) => this.#database.get(sql.NUMBER, id) !== undefined,
      mark: this.#mark,
      last: () => this.#database.get(LAST, SEQUENCE)?.last ?? null,
      keepLast: (last) => this.#database.run(KEEP_LAST, SEQUENCE, last),
    });
  }

  #write(id, { state, wakeMs, endedMs, entry }) {
    this.#database.run(sql.CHANGE, state, wakeMs, endedMs, entry, id);
  }

  /** Adds a row; gives its number, 0 where one of its id is there. */
  #insert({ id, name, state, wakeMs, endedMs, entry }) {
    const values = [id, name, state, wakeMs, endedMs, entry];
    const { changes, lastInsertRowid } = this.#database.run(sql.INSERT, ...values);
    return changes === 0 ? 0 : Number(lastInsertRowid);
  }

  /** Lets go of what ended long ago, and of what is too much. */
  #trim(nowMs) {
    this.#database.run(sql.TRIM_OLD, nowMs - FINISHED_MS);
    this.#database.run(sql.TRIM, FINISHED);
  }

  /** The place that `after` means: the `next` of a page, or the id of a webhook. */
  #placeOf(after) {
    if (/^\d+$/.test(after)) return Number(after);
    return this.#database.get(sql.NUMBER, after)?.number ?? 0;
  }

  /** A row that can't be read is left out, so that it is not met for ever. */
  #made(id, entry, make) {
    try {
      return make(entry);
    } catch (error) {
      console.error(`wasmock: the webhook ${id} can't be read and is left out:`, error);
      this.#database.run(sql.FORGET, id);
      return undefined;
    }
  }

  /** Has SQLite write ahead to a log: one wait for the disk a commit, and readers hold up no writer. */
  #useLog() {
    patiently(() => this.#database.exec("PRAGMA journal_mode = WAL"));
  }

  #create() {
    const { user_version: version } = this.#database.get("PRAGMA user_version");
    if (version > VERSION) {
      throw new Error(`it was written by a later version of wasmock (${version}, not ${VERSION})`);
    }
    if (version > 0 && !this.#database.get(sql.KNOWS_ENDINGS)) this.#database.exec(sql.UPGRADE);
    createMarks(this.#database.all);
    const tables = [sql.TABLE, COUNTERS, AHEAD].join(";");
    this.#database.exec(`${tables}; PRAGMA user_version = ${VERSION}`);
  }
}

const isRound = (number) => number > 0 && number % TRIM_EVERY === 0;
