// Records kept in IndexedDB, where they outlive the service worker and the page.

import { done, each } from "./request.js";
import { textOf } from "./memory.js";

/**
 * A store of records (js/records/memory.js). Numbers are counted over all streams. What comes while
 * records are being written is written together.
 */
export class IndexedDbRecords {
  #database;
  #waiting = [];
  #writing;

  constructor(database) {
    this.#database = database;
  }

  append(stream, record, keep) {
    const appended = new Promise((kept, failed) => {
      this.#waiting.push({ stream, record, keep, kept, failed });
    });
    this.#writing ??= this.#writeAll();
    return appended;
  }

  async rows(stream, { after = null, most = Infinity } = {}) {
    await this.#writing;
    return this.#read(async (store) => {
      const found = [];
      const newestFirst = store.index("stream").openCursor(IDBKeyRange.only(stream), "prev");
      await each(newestFirst, ({ primaryKey: number, value: { record } }) => {
        if (after === null || number < after) found.push({ number, record });
        return found.length < most;
      });
      return found;
    });
  }

  async streams() {
    await this.#writing;
    return this.#read(async (store) => {
      const found = [];
      const names = store.index("stream").openKeyCursor(null, "nextunique");
      await each(names, ({ key }) => found.push(key));
      return found;
    });
  }

  async clear(stream) {
    await this.#writing;
    return this.#write((store) => {
      if (stream === undefined) return done(store.clear());
      const all = store.index("stream").openCursor(IDBKeyRange.only(stream));
      return each(all, (cursor) => cursor.delete());
    });
  }

  async #writeAll() {
    while (this.#waiting.length > 0) {
      const together = this.#waiting.splice(0);
      try {
        const numbers = await this.#write((store) => addAll(store, together));
        together.forEach(({ kept }, i) => kept(numbers[i]));
      } catch (error) {
        together.forEach(({ failed }) => failed(error));
      }
    }
    this.#writing = undefined;
  }

  #read(work) {
    return this.#database.transaction("records", "readonly", work);
  }

  #write(work) {
    return this.#database.transaction("records", "readwrite", work);
  }
}

/** Adds records, and lets go of what is too much; gives their numbers. */
async function addAll(store, together) {
  const numbers = [];
  for (const { stream, record } of together) {
    numbers.push(await done(store.add({ stream, record: textOf(record) })));
  }
  const keeps = new Map(together.map(({ stream, keep }) => [stream, keep]));
  for (const [stream, keep] of keeps) await trim(store, stream, keep);
  return numbers;
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
