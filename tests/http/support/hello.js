// A server whose file says one thing, and what it does when that file changes: `npm start` and
// `wasmock serve` do the same.

import assert from "node:assert/strict";
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { until } from "../../play/sink.js";
import { send } from "./client.js";

/** A mocks file whose `GET /hello` answers a text. */
export const saying = (text) =>
  `- endpoint:\n    path: /hello\n    response:\n      body: ${text}\n`;

/** One with a mistake, at 3:5. */
export const WRONG = "- endpoint:\n    path: /hello\n    repsonse:\n      body: x\n";

/** What `GET /hello` answers. */
export const hello = async ({ port }) => (await send(port, { path: "/hello" })).body;

/** Has a file say something else from one moment to the next: no machine is so slow that it is seen half written. */
export async function replace(file, text) {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

/** A server of the mocks.yml in a folder, which says `one`, takes up what follows, or goes on with the last good one. */
export async function needFollowed(server, folder) {
  const file = join(folder, "mocks.yml");
  const says = async (text) =>
    assert.ok(await until(async () => (await hello(server)) === text), text);
  assert.equal(await hello(server), "one");

  await writeFile(file, saying("two"));
  await server.sees("reloaded mocks.yml: 1 endpoint");
  assert.equal(await hello(server), "two");

  await replace(file, WRONG);
  await server.sees("mocks.yml was not taken up: the last good one goes on");
  assert.match(server.err(), /error\[unknown-key\][^]*mocks\.yml:3:5/);
  assert.equal(await hello(server), "two");

  await replace(file, saying("three"));
  await says("three");

  await rm(file);
  await server.sees("mocks.yml is gone: the last good one goes on");
  assert.equal(await hello(server), "three");
  await writeFile(file, saying("four"));
  await says("four");
}
