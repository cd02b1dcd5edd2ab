// The worker's database: what must outlive its sudden end.

const VERSION = 2;

/** A database of IndexedDB with the stores `state`, `webhooks` and `records`, opened when it is first used. */
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
    request.onupgradeneeded = () => createStores(request.result);
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

/** Visits row after row for as long as `visit` asks for more. */
export const each = (request, visit) =>
  new Promise((resolve, reject) => {
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor && visit(cursor)) cursor.continue();
      else resolve();
    };
  });

/** Makes what a database of an earlier version has not. */
function createStores(database) {
  const isThere = (name) => database.objectStoreNames.contains(name);
  if (!isThere("state")) database.createObjectStore("state");
  if (!isThere("webhooks")) createWebhooks(database);
  if (!isThere("records")) createRecords(database);
}

function createRecords(database) {
  const records = database.createObjectStore("records", {
    keyPath: "number",
    autoIncrement: true,
  });
  records.createIndex("stream", "stream");
}

function createWebhooks(database) {
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
