// Records kept in IndexedDB, where they outlive the service worker and the page.

import { done, each } from "../browser/database.js";

/** A store of records (js/records/memory.js). Numbers are counted over all streams. */
export class IndexedDbRecords {
  #database;

  constructor(database) {
    this.#database = database;
  }

  append(stream, record, keep) {
    const text = JSON.stringify(record);
    return this.#write(async (store) => {
      await done(store.add({ stream, record: text }));
      await trim(store, stream, keep);
    });
  }

  page(stream, { after, limit }) {
    return this.#read(async (store) => {
      const found = [];
      const newestFirst = store.index("stream").openCursor(IDBKeyRange.only(stream), "prev");
      await each(newestFirst, ({ primaryKey: number, value: { record } }) => {
        if (after === null || number < after) found.push({ number, record });
        return found.length <= limit;
      });
      return found;
    });
  }

  streams() {
    return this.#read(async (store) => {
      const found = [];
      const names = store.index("stream").openKeyCursor(null, "nextunique");
      await each(names, ({ key }) => found.push(key));
      return found;
    });
  }

  clear(stream) {
    return this.#write((store) => {
      if (stream === undefined) return done(store.clear());
      const all = store.index("stream").openCursor(IDBKeyRange.only(stream));
      return each(all, (cursor) => cursor.delete());
    });
  }

  #read(work) {
    return this.#database.transaction("records", "readonly", work);
  }

  #write(work) {
    return this.#database.transaction("records", "readwrite", work);
  }
}

/** Lets go of the oldest of a stream past those that are kept. */
async function trim(store, stream, keep) {
  const index = store.index("stream");
  let past = (await done(index.count(IDBKeyRange.only(stream)))) - keep;
  if (past <= 0) return;
  await each(index.openCursor(IDBKeyRange.only(stream)), (cursor) => {
    cursor.delete();
    past -= 1;
    return past > 0;
  });
}
