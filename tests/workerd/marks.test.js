// Marks in the Durable Object, asked by RPC as a Worker asks it, on real workerd.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { workerdConfig } from "../../scripts/local/config.js";
import { layOut } from "../../scripts/local/layout.js";
import { startWorkerd } from "../../scripts/local/workerd.js";
import { temporaryFolder } from "../http/support/server.js";
import { atEnd } from "../play/ends.js";

/** A Worker that hands what it is asked to the object. */
const ENTRY = `
  export { Scheduler } from "../build/worker/index.js";
  export default {
    async fetch(request, { SCHEDULER }) {
      return Response.json(await SCHEDULER.getByName("webhooks").mark(await request.json()));
    },
  };
`;

/** Starts it over the object's storage in `folder` until the test `t` ends: what it answers to marks, and its end. */
async function start(t, folder) {
  const worker = join(folder, "worker");
  const storage = join(folder, "storage");
  const config = join(worker, "config.capnp");
  await layOut(worker, "");
  await mkdir(storage, { recursive: true });
  await writeFile(join(worker, "js/worker.js"), ENTRY);
  await writeFile(config, workerdConfig({ address: "127.0.0.1:0", storage, vars: {} }));
  const workerd = await startWorkerd(config, (line) => console.log(line));
  atEnd(t, workerd.end);
  const url = `http://127.0.0.1:${workerd.port}/`;
  const mark = async (asked) =>
    (await fetch(url, { method: "POST", body: JSON.stringify(asked) })).json();
  return { mark, end: workerd.end };
}

test("100,000 marks of a kind are remembered, and the first of them let go for further ones", async (t) => {
  const object = await start(t, await temporaryFolder(t));
  const mark = (...texts) => object.mark({ kind: "k", texts, nowMs: 1 });
  const many = Array.from({ length: 100_000 }, (_, i) => String(i));
  assert.ok(!(await mark(...many)).includes(true));
  assert.deepEqual(await mark("0", "1"), [true, true]);
  assert.deepEqual(await mark("further"), [false]);
  assert.deepEqual(await mark("1", "further"), [true, true]);
  assert.deepEqual(await mark("0"), [false]);
});

test("a text is marked once, however many ask at once and whatever restarts, until it is too old", async (t) => {
  const folder = await temporaryFolder(t);
  const first = await start(t, folder);
  const asked = { kind: "k", texts: ["a", "b", "a"], nowMs: 10 };
  const answers = await Promise.all(Array.from({ length: 200 }, () => first.mark(asked)));
  assert.deepEqual(
    answers.filter(([known]) => !known),
    [[false, false, true]],
  );
  assert.deepEqual(await first.mark({ kind: "other", texts: ["a"], nowMs: 10 }), [false]);
  await first.end();
  const second = await start(t, folder);
  const later = { kind: "k", texts: ["a"], nowMs: 30 };
  assert.deepEqual(await second.mark({ ...later, since: 10 }), [true]);
  assert.deepEqual(await second.mark({ ...later, since: 20 }), [false]);
  assert.deepEqual(await second.mark({ kind: "other", texts: ["a"], nowMs: 30 }), [true]);
});
