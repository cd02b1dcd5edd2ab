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

/** The history's webhooks, by their names. */
async function history({ port }) {
  const { body } = await send(port, { path: "/__wasmock/webhooks" });
  return Object.fromEntries(JSON.parse(body).webhooks.map((webhook) => [webhook.name, webhook]));
}

const CHANGE = "UPDATE webhooks SET state = ?, wake = ?, entry = ? WHERE name = ?";

test("it is sent although nobody told it that the other one was delivered", async (t) => {
  const sink = await sinkOf(t);
  const mocks = `- endpoint:
    path: /pay
    webhooks:
      - {name: first, url: "${sink.url}/first", sleep-time: 4}
      - {name: second, after: first, url: "${sink.url}/second", sleep-time: 1h}
`;
  const folder = await folderWith(t, { "mocks.yml": mocks });
  const command = await serving(t, folder);
  await send(command.port, { path: "/pay" });
  await command.kill("SIGKILL");
  const rows = "SELECT name, state, wake, entry FROM webhooks ORDER BY number";
  const [, waiting] = await inDatabase(folder, (database) => database.prepare(rows).all());
  assert.equal(waiting.name, "second");
  const again = await serving(t, folder);
  const isSent = async () => (await history(again)).first.state === "sent";
  assert.ok(await until(isSent), "the first is sent");
  await again.kill("SIGKILL");
  assert.equal(sink.arrivals.length, 1, "the second waits for its time");
  // As if the process had ended before the second was told.
  await inDatabase(folder, (database) =>
    database.prepare(CHANGE).run(waiting.state, waiting.wake, waiting.entry, waiting.name),
  );
  const last = await serving(t, folder);
  await send(last.port, { method: "POST", path: "/__wasmock/clock/advance", json: { by: "1h" } });
  const { first, second } = await history(last);
  assert.deepEqual(
    sink.arrivals.map(({ path }) => path),
    ["/first", "/second"],
  );
  const [one, two] = [first, second].map(({ tries }) => Date.parse(tries[0].at));
  assert.ok(two - one >= 3_600_000, `${two - one} ms after the first`);
});
