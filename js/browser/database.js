// The worker's database: what must outlive its sudden end.

const VERSION = 2;

/** A database of IndexedDB with the stores `state` and `webhooks`, opened when it is first used. */
export class Database {
  #name;
  #opening;

  constructor(name) {
    this.#name = name;
  }

  /** Does `work(store)` in one transaction; gives its result when that is stored. */
  async transaction(storeName, mode, work) {
    const database = await this.#open();
    const transaction = database.transaction(storeName, mode);
    const stored = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    const [result] = await Promise.all([
      orAbort(transaction, work(transaction.objectStore(storeName))),
      stored,
    ]);
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
    request.onupgradeneeded = ({ oldVersion }) => upgrade(request, oldVersion);
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

/** The result of a request to IndexedDB. */
export const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function upgrade({ result: database, transaction }, oldVersion) {
  if (oldVersion < 1) createStores(database);
  if (oldVersion < 2) noteEndings(transaction.objectStore("webhooks"));
}

/** Those that are done with are found by when that was, which version 1 did not note. */
function noteEndings(webhooks) {
  webhooks.createIndex("endedMs", "endedMs");
  webhooks.openCursor().onsuccess = ({ target: { result: cursor } }) => {
    if (!cursor) return;
    const endedMs = cursor.value.wakeMs === null ? Date.now() : null;
    cursor.update({ ...cursor.value, endedMs });
    cursor.continue();
  };
}

function createStores(database) {
  database.createObjectStore("state");
  const webhooks = database.createObjectStore("webhooks", {
    keyPath: "place",
    autoIncrement: true,
  });
  webhooks.createIndex("id", "id", { unique: true });
  webhooks.createIndex("wakeMs", "wakeMs");
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
