// Where the webhooks of a mocks file are kept between two starts.

import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setBackEntry } from "../../core/engine.js";
import { MemoryStore } from "../../webhooks/memory.js";
import { platformSqlite, SqliteStore } from "../sqlite.js";
import { distinctName } from "./distinct.js";
import { Failure } from "./failure.js";

/** Opens the store of a mocks file: SQLite where this Node has it, else memory, which is said. */
export function openStore(folder, mocks) {
  const sqlite = platformSqlite();
  if (!sqlite) return forgetful();
  const path = join(folder, `${distinctName(resolve(mocks))}.sqlite`);
  try {
    makeFolder(folder);
    const store = new SqliteStore(sqlite, path);
    store.setBack(setBackEntry);
    return store;
  } catch (error) {
    const advice = "move it away, or name another folder with --state DIR";
    throw new Failure(`webhooks can't be kept in ${path}: ${error.message}\n${advice}`);
  }
}

function forgetful() {
  const missing = `this Node (${process.version}) has no SQLite: webhooks that wait are lost when the server ends`;
  console.error(`${missing}; Node 22.13 or newer keeps them`);
  return new MemoryStore();
}

/** What is in the folder is this machine's: version control leaves it alone. */
function makeFolder(folder) {
  if (mkdirSync(folder, { recursive: true, mode: 0o700 }) === undefined) return;
  writeFileSync(join(folder, ".gitignore"), "*\n");
}
