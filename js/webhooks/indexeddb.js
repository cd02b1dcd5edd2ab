// Webhooks kept in IndexedDB, where they outlive the service worker, the page and the browser.

import { done, each } from "../records/request.js";
import { IndexedDbRecords } from "../records/indexeddb.js";
import { FINISHED, FINISHED_MS, REMEMBERED, TRIM_EVERY } from "./bounds.js";
import { fits } from "./memory.js";
import { completed, isAsking, knownOf, marksOf, SEQUENCE } from "./objects.js";

/** The most of a request that a row keeps once it is done with, in bytes, as the history of a body. */
const PLANNED_BODY = 64 * 1024;

/**
 * A store for an `Outbox`. A row keeps what else it is given as `planned`, for it may be sent once
 * more; but null in its place once it is done with, where that is large.
 * The index `wakeMs` holds only rows that wait, `endedMs` only those that do not, `sending` those that
 * are being sent: `null` is no key, and no truth value is one.
 */
export class IndexedDbStore {
  #database;
  #remembered;
  #untrimmed = TRIM_EVERY; // a worker may end before it has seen so many

  /** What came in, in the same database. */
  records;

  /** `remembered` is how many marks of a kind there are at most. */
  constructor(database, remembered = REMEMBERED) {
    this.#database = database;
    this.#remembered = remembered;
    this.records = new IndexedDbRecords(database);
  }

  insert(rows, nowMs = Date.now(), settle) {
    this.#untrimmed += rows.length;
    const isTime = this.#untrimmed >= TRIM_EVERY;
    if (isTime) this.#untrimmed = 0;
    const names = isAsking(rows) ? ["webhooks", "marks", "state"] : "webhooks";
    return this.#database.transaction(names, "readwrite", async (store, marks, state) => {
      const settled = marks
        ? await settledIn({ store, marks, state, mark: this.#mark }, rows, nowMs, settle)
        : rows;
      for (const row of settled) await insertOne(store, row);
      if (isTime) await trim(store.index("endedMs"), store, nowMs);
      return settled;
    });
  }

  change(id, make) {
    return this.#write(async (store) => {
      const old = await done(store.index("id").get(id));
      if (!old) return undefined;
      const { place, planned } = old;
      const made = make(old.entry);
      await done(store.put(kept({ ...made, place, planned })));
      return { ...made, place, planned };
    });
  }

  due(nowMs, limit) {
    return this.#read(async (store) => {
      const rows = await done(store.index("wakeMs").getAll(IDBKeyRange.upperBound(nowMs), limit));
      return rows.map(({ id }) => id);
    });
  }

  earliest() {
    return this.#read(async (store) => {
      const cursor = await done(store.index("wakeMs").openKeyCursor());
      return cursor?.key ?? null;
    });
  }

  waiting() {
    return this.#read((store) => done(store.index("wakeMs").count()));
  }

  /** The ids of those that are being sent, or were when the worker was ended. */
  sending() {
    return this.#read(async (store) => {
      const rows = await done(store.index("sending").getAll());
      return rows.map(({ id }) => id);
    });
  }

  page({ after, limit, ...asked }) {
    return this.#read(async (store) => {
      const found = [];
      const cursors = await newestFirst(store, asked.id, after);
      await each(cursors, ({ value }) => {
        const { place, entry } = value;
        if (fits(value, asked)) found.push({ place: String(place), entry });
        return found.length <= limit;
      });
      return found;
    });
  }

  mark(asked) {
    return this.#database.transaction("marks", "readwrite", (marks) => this.#mark(marks, asked));
  }

  /** By how much the clock is ahead of the machine's: a worker is ended at any moment, and goes on. */
  ahead() {
    return this.#database.transaction("state", "readonly", async (state) => {
      return (await done(state.get("ahead"))) ?? 0;
    });
  }

  keepAhead(ms) {
    return this.#database.transaction("state", "readwrite", (state) =>
      done(state.put(ms, "ahead")),
    );
  }

  clear() {
    return this.#database.transaction(["webhooks", "marks"], "readwrite", (...stores) =>
      Promise.all(stores.map((store) => done(store.clear()))),
    );
  }

  #mark = (marks, asked) => mark(marks, asked, this.#remembered);

  #read(work) {
    return this.#database.transaction("webhooks", "readonly", work);
  }

  #write(work) {
    return this.#database.transaction("webhooks", "readwrite", work);
  }
}

/** What is kept of a row. */
function kept({ id, name, state, wakeMs, endedMs, begun, entry, place, planned }) {
  const isLarge = wakeMs === null && planned?.body.length > PLANNED_BODY;
  const row = { id, name, state, wakeMs, endedMs, entry, place };
  return { ...row, sending: begun ? 1 : null, planned: isLarge ? null : planned };
}

/** Rows with what is told of their objects, as objects.js has it. */
async function settledIn({ store, marks, state, mark }, rows, nowMs, settle) {
  const fresh = [];
  for (const row of rows) if (!(await placeOfRow(store, row))) fresh.push(row);
  if (fresh.length === 0) return rows;
  const { ready, seen } = marksOf(fresh);
  const known = async (kind, texts) => knownOf(texts, await mark(marks, { kind, texts, nowMs }));
  const answers = {
    ready: await known("ready", ready),
    seen: await known("seen", seen),
    last: (await done(state.get(SEQUENCE))) ?? null,
  };
  const settled = settle(fresh, answers, nowMs);
  if (settled.last !== null) await done(state.put(settled.last, SEQUENCE));
  return completed(rows, settled.rows);
}

/** As marks.js has it. */
async function mark(marks, { kind, texts, nowMs, since = null }, remembered) {
  if (since !== null) await forgetBy(marks, "atMs", kind, since);
  const known = [];
  let number = await newestNumber(marks, kind);
  for (const text of texts) {
    const isKnown = (await done(marks.getKey([kind, text]))) !== undefined;
    if (!isKnown) await done(marks.add({ kind, text, atMs: nowMs, number: (number += 1) }));
    known.push(isKnown);
  }
  await forgetBy(marks, "number", kind, number - remembered + 1);
  return known;
}

/** The number of the newest mark of a kind; they are counted within it. */
async function newestNumber(marks, kind) {
  const all = IDBKeyRange.bound([kind, -Infinity], [kind, Infinity]);
  const newest = await done(marks.index("number").openKeyCursor(all, "prev"));
  return newest?.key[1] ?? 0;
}

/** Forgets the marks of a kind below a bound of an index. */
async function forgetBy(marks, index, kind, bound) {
  const old = IDBKeyRange.bound([kind, -Infinity], [kind, bound], false, true);
  for (const key of await done(marks.index(index).getAllKeys(old))) await done(marks.delete(key));
}

/** A row whose id is there is left alone. */
async function insertOne(store, row) {
  if (!(await placeOfRow(store, row))) await done(store.add(row));
}

/** The place of the row that is there; places begin with 1. */
const placeOfRow = (store, { id }) => done(store.index("id").getKey(id));

/** Lets go of what ended long ago, and of what ended first where there is too much. */
async function trim(endings, store, nowMs) {
  const old = await done(endings.getAllKeys(IDBKeyRange.upperBound(nowMs - FINISHED_MS, true)));
  const tooMany = Math.max(old.length, (await done(endings.count())) - FINISHED);
  if (tooMany <= 0) return;
  const places = await done(endings.getAllKeys(null, tooMany));
  for (const place of places) await done(store.delete(place));
}

/** The rows that may be asked for: that of an id, or all that follow a page. */
async function newestFirst(store, id, after) {
  const older =
    after === null ? undefined : IDBKeyRange.upperBound(await placeOf(store, after), true);
  return id === null ? store.openCursor(older, "prev") : store.index("id").openCursor(id);
}

/** The place that `after` means: the `next` of a page, or the id of a webhook; 0, the place of none, where that is gone. */
async function placeOf(store, after) {
  if (/^\d+$/.test(after)) return Number(after);
  return (await done(store.index("id").getKey(after))) ?? 0;
}
