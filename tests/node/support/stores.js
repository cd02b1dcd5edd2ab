// The stores of webhooks that Node has, each for what is asked of both.

import { join } from "node:path";
import { platformSqlite, SqliteStore } from "../../../js/node/sqlite.js";
import { MemoryStore } from "../../../js/webhooks/memory.js";
import { temporaryFolder } from "../../http/support/server.js";
import { atEnd } from "../../play/ends.js";

/** Node's SQLite, `undefined` where it has none. */
export const sqlite = platformSqlite();

/** Why nothing can be kept in it; `false` where it can. */
export const noSqlite = sqlite === undefined && "this Node has no SQLite";

/** A file of SQLite in a folder of its own. */
export const fileOf = async (t) => join(await temporaryFolder(t), "webhooks.sqlite");

/** The store in a file, closed when the test `t` ends. */
export function openStore(t, path) {
  const store = new SqliteStore(sqlite, path);
  atEnd(t, () => store.close());
  return store;
}

/** By their names what makes one for a test. */
export const stores = {
  memory: async () => new MemoryStore(),
  SQLite: async (t) => openStore(t, await fileOf(t)),
};
