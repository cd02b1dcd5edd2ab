// The server of `npm start`, in a folder of its own that is gone after the test.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "../../../scripts/local/serve.js";
import { atEnd } from "../../play/ends.js";

/** A folder that is removed when the test `t` ends. */
export async function temporaryFolder(t) {
  const folder = await mkdtemp(join(tmpdir(), "wasmock-test-"));
  atEnd(t, () => rm(folder, { recursive: true, force: true, maxRetries: 10 }));
  return folder;
}

/** Serves a mocks text, as a local start does, until the test `t` ends; `secrets` are further variables. */
export async function startServer(t, mocks, secrets) {
  const folder = await temporaryFolder(t);
  const vars = { ...secrets, WASMOCK_LOCAL: "1" };
  const server = await serve({ mocks, folder, vars, onLine: () => {} });
  atEnd(t, server.end);
  return server;
}
