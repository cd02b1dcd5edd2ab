// What is done to webhooks and to time over HTTP, through `wasmock serve`.

import assert from "node:assert/strict";
import { test } from "node:test";
import { send } from "../http/support/client.js";
import { sinkOf } from "../play/sink.js";
import { folderWith, serving } from "./support/command.js";

/** By how much a machine may be late that is very busy, in milliseconds. */
const LATE = 30_000;

/** By how much what comes may be early: the answer was read a little late itself. */
const EARLY = 750;

const paying = (url, seconds) => `- endpoint:
    method: POST
    path: /pay
    response: {body: "{{now}}"}
    webhook: {url: "${url}/paid", sleep-time: ${seconds}}
`;

const post = ({ port }, path, text) => send(port, { method: "POST", path, text });

async function command(served, path, text) {
  const { status, body } = await post(served, `/__wasmock/${path}`, text);
  return { status, said: JSON.parse(body) };
}

const history = async ({ port }) =>
  JSON.parse((await send(port, { path: "/__wasmock/webhooks" })).body).webhooks;

/** Asserts that an instant is so far ahead of ours. */
function isAhead(instant, seconds) {
  const ahead = Date.parse(instant) - Date.now();
  assert.ok(Math.abs(ahead - seconds * 1000) < LATE, `${ahead} ms ahead, not ${seconds} s`);
}

async function served(t, seconds) {
  const sink = await sinkOf(t);
  const folder = await folderWith(t, { "mocks.yml": paying(sink.url, seconds) });
  return { sink, folder, command: await serving(t, folder) };
}

test("the clock is advanced, a webhook sent once more, and all forgotten", async (t) => {
  const { sink, command: server } = await served(t, 60);
  await post(server, "/pay");
  const advanced = await command(server, "clock/advance", '{"by": "60s"}');
  isAhead(advanced.said.now, 60);
  assert.equal(sink.arrivals.length, 1);
  const [{ id }] = await history(server);
  const again = await command(server, `webhooks/${id}/replay`);
  assert.deepEqual([again.status, again.said.id, again.said.state], [202, id, "scheduled"]);
  await command(server, "clock/advance", '{"by": "1s"}');
  assert.deepEqual(sink.arrivals.map(({ headers }) => headers["webhook-id"]), [[id], [id]]); // prettier-ignore
  await post(server, "/pay");
  assert.deepEqual(await command(server, "reset"), { status: 200, said: {} });
  assert.deepEqual(await history(server), []);
  isAhead((await command(server, "clock/advance", '{"by": "60s"}')).said.now, 60);
  assert.equal(sink.arrivals.length, 2);
});

test("after a restart the clock is the machine's, and what waits is no later by that", async (t) => {
  const { sink, folder, command: first } = await served(t, 4);
  await command(first, "clock/advance", '{"by": "2d"}');
  const planned = await post(first, "/pay");
  isAhead(planned.body, 2 * 86_400);
  await first.kill("SIGKILL");
  const second = await serving(t, folder);
  isAhead((await post(second, "/pay")).body, 0);
  assert.ok(await sink.until((arrivals) => arrivals.length === 2), "both should come");
  const late = sink.arrivals[0].at - planned.at - 4000;
  assert.ok(late > -EARLY && late < LATE, `${late} ms late`);
});
