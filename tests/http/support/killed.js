// A server whose process is killed while webhooks wait: they outlive it, with `npm start` as with
// `wasmock serve`. Each of these is `serve(t, folder)`, which gives a server with `port` and `kill`.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isNear } from "../../play/play.js";
import { sinkOf, until } from "../../play/sink.js";
import { send } from "./client.js";
import { temporaryFolder } from "./server.js";

/** How long a webhook waits where the file does not say, in seconds. */
const UNSAID = 60;

/** A mocks file whose `POST /pay` plans these webhooks: each a URL, its delay if not the default, and more of its keys. */
export const paying = (webhooks) => `- endpoint:
    method: POST
    path: /pay
    response: {status: 202}
    webhooks:
${webhooks.map(webhook).join("")}`;

const webhook = ([url, delay, more = ""]) =>
  `      - {url: "${url}"${delay === undefined ? "" : `, sleep-time: ${delay}`}${more}}\n`;

/** Pays; gives when that was answered. */
export async function pay({ port }) {
  const answer = await send(port, { method: "POST", path: "/pay" });
  assert.equal(answer.status, 202);
  return answer.at;
}

/** The history's webhooks, by the paths of their targets. */
export async function history({ port }) {
  const { body } = await send(port, { path: "/__wasmock/webhooks?limit=1000" });
  return Object.fromEntries(
    JSON.parse(body).webhooks.map((webhook) => [new URL(webhook.url).pathname, webhook]),
  );
}

/**
 * Serves such a file, its URLs paths of a sink, pays, and kills the process with SIGKILL when all webhooks are
 * stored. Their delays must leave a busy machine time for that.
 */
async function payAndKill(t, serve, webhooks) {
  const sink = await sinkOf(t);
  const folder = await temporaryFolder(t);
  const mocks = paying(webhooks.map(([path, delay]) => [sink.url + path, delay]));
  await writeFile(join(folder, "mocks.yml"), mocks);
  const server = await serve(t, folder);
  const answeredAt = await pay(server);
  const isStored = async () => Object.keys(await history(server)).length === webhooks.length;
  assert.ok(await until(isStored), "all should be stored");
  await server.kill("SIGKILL");
  assert.equal(sink.arrivals.length, 0, "it was killed before any was due");
  return { sink, folder, answeredAt };
}

/** Two webhooks, paths and delays, come on time after a start anew, under the ids of the history; gives the new server. */
export async function needOnTime(t, serve, webhooks) {
  const { sink, folder, answeredAt } = await payAndKill(t, serve, webhooks);
  const again = await serve(t, folder);
  const all = webhooks.length;
  assert.ok(await sink.until((arrivals) => arrivals.length === all), "all should come");
  const delays = Object.fromEntries(webhooks);
  for (const { path, at } of sink.arrivals) {
    const late = (at - answeredAt) / 1000 - (delays[path] ?? UNSAID);
    t.diagnostic(`${path} came ${late} s late`);
    assert.ok(isNear(late), `${path} came ${late} s late`);
  }
  const told = Object.entries(await history(again)).map(([path, { id }]) => [path, id]);
  const came = sink.arrivals.map(({ path, headers }) => [path, headers["webhook-id"]?.[0]]);
  assert.deepEqual(Object.fromEntries(came), Object.fromEntries(told));
  return again;
}

/** A webhook that was due while no process ran comes at the start, without a request. */
export async function needOverdue(t, serve) {
  const { sink, folder } = await payAndKill(t, serve, [["/overdue", 8]]);
  await sleep(8000);
  assert.equal(sink.arrivals.length, 0);
  await serve(t, folder);
  assert.ok(await sink.until((arrivals) => arrivals.length === 1), "it should come");
}
