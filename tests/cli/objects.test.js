// Webhooks for objects by `wasmock serve`: what was sent and counted outlives the process, and two
// processes on one state are one.

import assert from "node:assert/strict";
import { test } from "node:test";
import { send } from "../http/support/client.js";
import { sinkOf, until } from "../play/sink.js";
import { folderWith, serving } from "./support/command.js";

/** A process that does not get on for as long as a webhook may take is taken for ended: none is, by this. */
const mocksFor = (url) => `- endpoint:
    method: POST
    path: /assets
    webhooks:
      - {name: ready, type: ready, sleep-time: 0, timeout: 10m, url: ${url}/ready}
      - {name: saved, payload: object, sleep-time: 0, timeout: 10m, url: ${url}/saved}
`;

const post = ({ port }, id) => send(port, { method: "POST", path: "/assets", json: { id } });

const sequenceOf = ({ body }) => BigInt(/"sequence":(\d+),/.exec(body)[1]);
const isCreate = ({ body }) => body.includes('"operation":"create"');

/** A folder with such a file, and the sink of its webhooks. */
async function project(t) {
  const sink = await sinkOf(t);
  const folder = await folderWith(t, { "mocks.yml": mocksFor(sink.url) });
  const at = (path) => sink.arrivals.filter((arrival) => arrival.path === path);
  const comes = async (path, count) => {
    assert.ok(await sink.until(() => at(path).length >= count), `${count} at ${path}`);
    return at(path);
  };
  return { folder, at, comes };
}

test("after SIGKILL nothing is sent once more, and numbers grow on", async (t) => {
  const { folder, at, comes } = await project(t);
  const first = await serving(t, folder);
  await post(first, 7);
  await comes("/ready", 1);
  await comes("/saved", 1);
  const isNoted = async () => {
    const { body } = await send(first.port, { path: "/__wasmock/webhooks?state=scheduled" });
    return JSON.parse(body).webhooks.length === 0;
  };
  assert.ok(await until(isNoted));
  await first.kill("SIGKILL");
  const again = await serving(t, folder);
  await post(again, 7);
  const [before, after] = await comes("/saved", 2);
  assert.deepEqual([isCreate(before), isCreate(after)], [true, false]);
  assert.ok(sequenceOf(after) > sequenceOf(before));
  assert.ok(sequenceOf(before) > 2n ** 53n);
  assert.equal(at("/ready").length, 1);
});

test("of 200 requests at once to two processes one is the first", async (t) => {
  const { folder, at, comes } = await project(t);
  const both = [await serving(t, folder), await serving(t, folder)];
  const requests = Array.from({ length: 200 }, (_, at) => post(both[at % 2], 7));
  await Promise.all(requests);
  const saved = await comes("/saved", 200);
  assert.equal(saved.filter(isCreate).length, 1);
  assert.equal(new Set(saved.map(sequenceOf)).size, 200);
  assert.equal(at("/ready").length, 1);
});
