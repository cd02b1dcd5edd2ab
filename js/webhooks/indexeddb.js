// Webhooks kept in IndexedDB, where they outlive the service worker, the page and the browser.

import { done } from "../browser/database.js";
import { FINISHED } from "./memory.js";

/**
 * A store for an `Outbox`. A row keeps what else it is given as `planned` until it is done with.
 * The index `wakeMs` holds only rows that wait: `null` is no key.
 */
export class IndexedDbStore {
  #database;

  constructor(database) {
    this.#database = database;
  }

  insert(rows) {
    return this.#write(async (store) => {
      for (const row of rows) await insertOne(store, row);
      await trim(store);
    });
  }

  change(id, make) {
    return this.#write(async (store) => {
      const old = await done(store.index("id").get(id));
      if (!old) return undefined;
      const { place, planned } = old;
      const made = make(old.entry);
      const row = { ...made, place, planned: made.wakeMs === null ? undefined : planned };
      await done(store.put(row));
      return row;
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

  page({ after, limit, ...asked }) {
    return this.#read(async (store) => {
      const found = [];
      const cursors = store.openCursor(await olderThan(store, after), "prev");
      await each(cursors, ({ value }) => {
        if (fits(value, asked)) found.push(value.entry);
        return found.length <= limit;
      });
      return found;
    });
  }

  mark(asked) {
    return this.#database.transaction("marks", "readwrite", (marks) => mark(marks, asked));
  }

  clear() {
    return this.#database.transaction(["webhooks", "marks"], "readwrite", (...stores) =>
      Promise.all(stores.map((store) => done(store.clear()))),
    );
  }

  #read(work) {
    return this.#database.transaction("webhooks", "readonly", work);
  }

  #write(work) {
    return this.#database.transaction("webhooks", "readwrite", work);
  }
}

/** As marks.js has it. */
async function mark(marks, { kind, texts, nowMs, since = null }) {
  if (since !== null) await forget(marks, kind, since);
  const known = [];
  for (const text of texts) {
    const isKnown = (await done(marks.getKey([kind, text]))) !== undefined;
    if (!isKnown) await done(marks.add({ kind, text, atMs: nowMs }));
    known.push(isKnown);
  }
  return known;
}

async function forget(marks, kind, since) {
  const old = IDBKeyRange.bound([kind, -Infinity], [kind, since], false, true);
  for (const key of await done(marks.index("atMs").getAllKeys(old))) await done(marks.delete(key));
}

/** A row whose id is there is left alone. */
async function insertOne(store, row) {
  const place = await done(store.index("id").getKey(row.id));
  if (place === undefined) await done(store.add(row));
}

/** Lets go of the oldest that are done with. */
async function trim(store) {
  if ((await done(store.count())) <= FINISHED * 2) return;
  const finished = [];
  await each(store.openCursor(), ({ value }) => {
    if (value.wakeMs === null) finished.push(value.place);
    return true;
  });
  for (const place of finished.slice(0, -FINISHED)) await done(store.delete(place));
}

/** The keys of the rows older than that of this id: all without one, none where it is gone. */
async function olderThan(store, id) {
  if (id === null) return undefined;
  const place = await done(store.index("id").getKey(id));
  return IDBKeyRange.upperBound(place ?? 0, true); // the first place is 1
}

const fits = (row, { state, name, id }) =>
  (state ?? row.state) === row.state &&
  (name ?? row.name) === row.name &&
  (id ?? row.id) === row.id;

/** Visits row after row for as long as `visit` asks for more. */
const each = (request, visit) =>
  new Promise((resolve, reject) => {
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor && visit(cursor)) cursor.continue();
      else resolve();
    };
  });
