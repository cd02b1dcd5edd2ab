// The worker's database: what must outlive its sudden end.

import { done } from "../records/request.js";

/** The version of the stores: a database of an earlier one gets what it lacks. */
const VERSION = 3;

/** A database of IndexedDB with the stores below, opened when it is first used. */
export class Database {
  #name;
  #opening;

  constructor(name) {
    this.#name = name;
  }

  /** Does `work(...stores)` in one transaction; gives its result when that is stored. */
  async transaction(storeNames, mode, work) {
    const database = await this.#open();
    const transaction = database.transaction(storeNames, mode);
    const stores = [storeNames].flat().map((name) => transaction.objectStore(name));
    const stored = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    const [result] = await Promise.all([orAbort(transaction, work(...stores)), stored]);
    return result;
  }

  #open() {
    this.#opening ??= this.#opened().catch((error) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async #opened() {
    const request = indexedDB.open(this.#name, VERSION);
    request.onupgradeneeded = () => createStores(request.result, request.transaction);
    const database = await done(request);
    // Someone clears the site's data: the next use opens it anew.
    database.onclose = () => (this.#opening = undefined);
    database.onversionchange = () => {
      database.close();
      this.#opening = undefined;
    };
    return database;
  }
}

/** What makes each store. */
const STORES = {
  state: (database) => database.createObjectStore("state"),
  webhooks: (database) => {
    const options = { keyPath: "place", autoIncrement: true };
    const webhooks = database.createObjectStore("webhooks", options);
    webhooks.createIndex("id", "id", { unique: true });
    webhooks.createIndex("wakeMs", "wakeMs");
  },
  marks: (database) => {
    const marks = database.createObjectStore("marks", { keyPath: ["kind", "text"] });
    marks.createIndex("atMs", ["kind", "atMs"]);
    marks.createIndex("number", ["kind", "number"]);
  },
  records: (database) => {
    const options = { keyPath: "number", autoIncrement: true };
    const records = database.createObjectStore("records", options);
    records.createIndex("stream", "stream");
  },
};

function createStores(database, transaction) {
  const missing = Object.keys(STORES).filter((name) => !database.objectStoreNames.contains(name));
  for (const name of missing) STORES[name](database);
  const webhooks = transaction.objectStore("webhooks");
  noteEndings(webhooks);
  if (!webhooks.indexNames.contains("sending")) webhooks.createIndex("sending", "sending");
  countMarks(transaction.objectStore("marks"));
}

/** Those that are done with are found by when that was, which the first version did not note. */
function noteEndings(webhooks) {
  if (webhooks.indexNames.contains("endedMs")) return;
  webhooks.createIndex("endedMs", "endedMs");
  webhooks.openCursor().onsuccess = ({ target: { result: cursor } }) => {
    if (!cursor) return;
    const endedMs = cursor.value.wakeMs === null ? Date.now() : null;
    cursor.update({ ...cursor.value, endedMs });
    cursor.continue();
  };
}

/** The marks of the second version, which did not count them, are the first to go. */
function countMarks(marks) {
  if (marks.indexNames.contains("number")) return;
  marks.createIndex("number", ["kind", "number"]);
  marks.openCursor().onsuccess = ({ target: { result: cursor } }) => {
    if (!cursor) return;
    cursor.update({ ...cursor.value, number: 0 });
    cursor.continue();
  };
}

/** What failed half-way must leave nothing behind. */
async function orAbort(transaction, working) {
  try {
    return await working;
  } catch (error) {
    abort(transaction);
    throw error;
  }
}

function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // A request of it failed, and so it is aborted already.
  }
}
