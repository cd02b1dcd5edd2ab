// A webhook of `wasmock serve` that waits for another one, though the process ended in the moment
// between the two.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { platformSqlite } from "../../js/node/sqlite.js";
import { send } from "../http/support/client.js";
import { sinkOf, until } from "../play/sink.js";
import { folderWith, serving } from "./support/command.js";

/** Runs `work` on the database of a folder's webhooks, which nobody else has open. */
async function inDatabase(folder, work) {
  const state = join(folder, ".wasmock");
  const file = (await readdir(state)).find((name) => name.endsWith(".sqlite"));
  const database = new (platformSqlite().DatabaseSync)(join(state, file));
  try {
    return work(database);
  } finally {
    database.close();
  }
}

const CHANGE = "UPDATE webhooks SET state = ?, wake = ?, entry = ? WHERE name = ?";

test("it is sent although nobody told it that the other one was delivered", async (t) => {
  const sink = await sinkOf(t);
  const mocks = `- endpoint:
    path: /pay
    webhooks:
      - {name: first, url: "${sink.url}/first", sleep-time: 2}
      - {name: second, after: first, url: "${sink.url}/second", sleep-time: 5}
`;
  const folder = await folderWith(t, { "mocks.yml": mocks });
  const command = await serving(t, folder);
  await send(command.port, { path: "/pay" });
  await command.kill("SIGKILL");
  const rows = "SELECT name, state, wake, entry FROM webhooks ORDER BY number";
  const [, waiting] = await inDatabase(folder, (database) => database.prepare(rows).all());
  assert.equal(waiting.name, "second");
  const again = await serving(t, folder);
  const history = async () => JSON.parse((await send(again.port, { path: HISTORY })).body).webhooks;
  const isSent = async () => (await history()).some(({ state }) => state === "sent");
  assert.ok(await until(isSent, 60_000), "the first is sent");
  await again.kill("SIGKILL");
  assert.equal(sink.arrivals.length, 1, "the second waits for its time");
  // As if the process had ended before the second was told.
  await inDatabase(folder, (database) =>
    database.prepare(CHANGE).run(waiting.state, waiting.wake, waiting.entry, waiting.name),
  );
  await serving(t, folder);
  assert.ok(await sink.until((arrivals) => arrivals.length === 2, 60_000), "the second is sent");
  const [first, second] = sink.arrivals;
  assert.deepEqual([first.path, second.path], ["/first", "/second"]);
  assert.ok(second.at - first.at > 4_900, `${second.at - first.at} ms after the first`);
});

const HISTORY = "/__wasmock/webhooks";
