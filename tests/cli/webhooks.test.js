// Webhooks that `wasmock serve` keeps outlive the process that planned them.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, test } from "node:test";
import { platformSqlite } from "../../js/node/sqlite.js";
import { send } from "../http/support/client.js";
import { history, needOnTime, needOverdue, pay, paying } from "../http/support/killed.js";
import { sinkOf, until } from "../play/sink.js";
import { folderWith, serving } from "./support/command.js";
import { atEnd } from "../play/ends.js";

describe("killed by SIGKILL and started again", { concurrency: true }, () => {
  test("webhooks come on time, as the history says", async (t) => {
    const again = await needOnTime(t, serving, [
      ["/late", 15],
      ["/soon", 10],
    ]);
    assert.ok(await until(async () => (await history(again))["/late"].state === "sent"));
  });

  test("one that was due meanwhile comes at the start, without a request", async (t) => {
    await needOverdue(t, serving);
  });
});

test("forty webhooks: a target that never answers holds up no other", async (t) => {
  const sink = await sinkOf(t);
  const never = createServer((socket) => atEnd(t, () => socket.destroy())).listen(0, "127.0.0.1");
  atEnd(t, () => never.close());
  await once(never, "listening");
  const deaf = (path, timeout) => [
    `http://127.0.0.1:${never.address().port}${path}`,
    0,
    `, timeout: ${timeout}`,
  ];
  const others = Array.from({ length: 38 }, (_, i) => [`${sink.url}/${i}`, 1]);
  const mocks = paying([deaf("/never", "10m"), deaf("/given-up", "1s"), ...others]);
  const command = await serving(t, await folderWith(t, { "mocks.yml": mocks }));
  await Promise.all([once(never, "connection"), pay(command)]);
  assert.ok(await sink.until((arrivals) => arrivals.length === 38));
  assert.equal(new Set(sink.arrivals.map(({ path }) => path)).size, 38);
  const isGivenUp = async () => (await history(command))["/given-up"].state === "failed";
  assert.ok(await until(isGivenUp));
  const told = await history(command);
  assert.deepEqual([Object.keys(told).length, told["/never"].state], [40, "scheduled"]);
});

test("two that serve the same file send each webhook once", async (t) => {
  const sink = await sinkOf(t);
  // A process that does not get on for so long is taken for ended, and the other sends again what it had begun.
  const webhooks = Array.from({ length: 40 }, (_, i) => [`${sink.url}/${i}`, 1, ", timeout: 10m"]);
  const folder = await folderWith(t, { "mocks.yml": paying(webhooks) });
  const both = await Promise.all([serving(t, folder), serving(t, folder)]);
  await Promise.all([...both, ...both].map(pay));
  assert.ok(await sink.until((arrivals) => arrivals.length >= 160));
  const isAllSent = async () => {
    const { body } = await send(both[1].port, { path: "/__wasmock/webhooks?state=scheduled" });
    return JSON.parse(body).webhooks.length === 0;
  };
  assert.ok(await until(isAllSent));
  assert.equal(sink.arrivals.length, 160);
  const known = sink.arrivals.map(({ headers }) => headers["webhook-id"][0]);
  assert.equal(new Set(known).size, 160);
  assert.deepEqual(
    both.map((command) => command.err()),
    ["", ""],
  );
});

test("webhooks that can't be stored are told, and the answer is given all the same", async (t) => {
  const folder = await folderWith(t, { "mocks.yml": paying([["http://127.0.0.1:9/", 60]]) });
  const command = await serving(t, folder);
  const state = join(folder, ".wasmock");
  const file = (await readdir(state)).find((name) => name.endsWith(".sqlite"));
  const database = new (platformSqlite().DatabaseSync)(join(state, file));
  database.exec("DROP TABLE webhooks");
  database.close();
  await pay(command);
  await command.sees(/webhooks could not be stored and are lost: .*no such table/);
});

test("requests and inboxes outlive the process too", async (t) => {
  const folder = await folderWith(t, { "mocks.yml": "- endpoint: {path: /a}" });
  const first = await serving(t, folder);
  await send(first.port, { path: "/a" });
  await send(first.port, { method: "POST", path: "/__wasmock/inbox/x", text: "kept" });
  await first.kill("SIGTERM");
  const second = await serving(t, folder);
  const ask = async (path) => JSON.parse((await send(second.port, { path })).body).requests;
  const [request] = await ask("/__wasmock/requests");
  assert.deepEqual([request.number, new URL(request.url).pathname], [1, "/a"]);
  const [caught] = await ask("/__wasmock/inbox/x");
  assert.equal(caught.body, "kept");
});
