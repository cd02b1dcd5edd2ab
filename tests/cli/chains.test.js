// Webhooks that call the mocks themselves, where the process of `wasmock serve` is killed meanwhile.

import assert from "node:assert/strict";
import { test } from "node:test";
import { platformSqlite } from "../../js/node/sqlite.js";
import { send } from "../http/support/client.js";
import { sinkOf, until } from "../play/sink.js";
import { folderWith, serving } from "./support/command.js";

/** A call that takes six seconds, in which what it plans is stored already. */
const mocks = (sink) => `
- endpoint:
    method: POST
    path: /pay
    webhook: {name: call, url: /job, sleep-time: 0, timeout: 7s}
- endpoint:
    method: POST
    path: /job
    latency: 6s
    webhook: {name: done, url: ${sink.url}/done, sleep-time: 5}
`;

async function history({ port }) {
  const { body } = await send(port, { path: "/__wasmock/webhooks" });
  return Object.fromEntries(JSON.parse(body).webhooks.map((webhook) => [webhook.name, webhook]));
}

test(
  "a call that a killed process could not report is made again, and plans the same",
  { skip: !platformSqlite() && "this Node has no SQLite" },
  async (t) => {
    const sink = await sinkOf(t);
    const folder = await folderWith(t, { "mocks.yml": mocks(sink) });
    const first = await serving(t, folder);
    await send(first.port, { method: "POST", path: "/pay" });
    const isPlanned = async () => (await history(first)).done !== undefined;
    assert.ok(await until(isPlanned), "the call's webhook is stored at once");
    const { id } = (await history(first)).done;
    await first.kill("SIGKILL");
    const again = await serving(t, folder);
    const isOver = async () => {
      const { call, done } = await history(again);
      return call.state === "sent" && done.state === "sent";
    };
    assert.ok(await until(isOver), "both are sent in the end");
    const { call, done } = await history(again);
    assert.match(call.tries[0].error, /before it could report/);
    assert.equal(done.id, id);
    assert.equal(sink.arrivals.length, 1);
  },
);
