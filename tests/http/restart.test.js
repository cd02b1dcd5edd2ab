// Webhooks that wait outlive the process that planned them.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { send } from "./support/client.js";
import { launchServing } from "./support/launcher.js";
import { temporaryFolder } from "./support/server.js";
import { isNear } from "../play/play.js";
import { sinkOf } from "../play/sink.js";

/** A mocks file whose `POST /pay` plans these webhooks: each a path of the sink and its delay, if not the default. */
const paying = (sink, webhooks) => `- endpoint:
    method: POST
    path: /pay
    response:
      status: 202
    webhooks:
${webhooks.map(([path, delay]) => webhook(sink.url + path, delay)).join("")}`;

const webhook = (url, delay) =>
  `      - url: ${url}\n${delay === undefined ? "" : `        sleep-time: ${delay}\n`}`;

/** Starts a sink and a launcher on such a file, pays, and kills all of it with SIGKILL after a second. */
async function payAndKill(t, webhooks) {
  const sink = await sinkOf(t);
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, "mocks.yml"), paying(sink, webhooks));
  const launcher = await launchServing(t, folder);
  const answer = await send(launcher.port, { method: "POST", path: "/pay" });
  assert.equal(answer.status, 202);
  await sleep(1000);
  await launcher.kill("SIGKILL");
  return { sink, folder, answeredAt: answer.at };
}

/** The ids of the history by the path of the webhook's target. */
async function historyIds({ port }) {
  const { body } = await send(port, { path: "/__wasmock/webhooks" });
  return Object.fromEntries(
    JSON.parse(body).webhooks.map(({ id, url }) => [new URL(url).pathname, id]),
  );
}

const ids = (arrivals) =>
  Object.fromEntries(arrivals.map(({ path, headers }) => [path, headers["webhook-id"]?.[0]]));

describe("killed by SIGKILL and started again", { concurrency: true }, () => {
  test("a webhook due in 60 s and one due in 3 s come, on time, as the history says", async (t) => {
    const { sink, folder, answeredAt } = await payAndKill(t, [["/minute"], ["/soon", 3]]);
    const again = await launchServing(t, folder);
    assert.ok(await sink.until((arrivals) => arrivals.length === 2, 65_000), "both should come");
    const [soon, minute] = sink.arrivals.map(({ at }) => (at - answeredAt) / 1000);
    t.diagnostic(`due in 3 s and 60 s, came after ${soon} s and ${minute} s`);
    assert.ok(isNear(soon - 3), `due in 3 s, came after ${soon} s`);
    assert.ok(isNear(minute - 60), `due in 60 s, came after ${minute} s`);
    assert.deepEqual(ids(sink.arrivals), await historyIds(again));
  });

  test("one that was due meanwhile comes at the start, without a request", async (t) => {
    const { sink, folder } = await payAndKill(t, [["/overdue", 2]]);
    await sleep(2000);
    assert.equal(sink.arrivals.length, 0);
    await launchServing(t, folder);
    assert.ok(await sink.until((arrivals) => arrivals.length === 1, 5000), "it should come");
  });
});
