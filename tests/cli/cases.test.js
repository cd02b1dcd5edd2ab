// Every case of tests/cases over HTTP, through `wasmock serve` in processes of their own: each takes up
// the mocks of one case after the other, as it does when a user changes the file. The environment
// of a process is what the case says, so cases with another one have another process.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after } from "node:test";
import { check } from "../../dist/node.js";
import { httpHost, send } from "../http/support/client.js";
import { replace } from "../http/support/hello.js";
import { describeCases } from "../play/cases.js";
import { hostPool } from "../play/pool.js";
import { until } from "../play/sink.js";
import { folderWith, serving } from "./support/command.js";

/** What ends with the file, and not with a test. */
const ends = [];
const life = { after: (end) => ends.push(end) };
after(async () => {
  for (const end of ends.toReversed()) await end();
});

const servers = hostPool({ open, clear });

/** A server with no endpoint yet, in an environment. */
async function open(env) {
  const folder = await folderWith(life, { "mocks.yml": "[]\n" });
  const server = await serving(life, folder, [], { env: JSON.parse(env) });
  return { ...server, folder };
}

/** Has a server take up other mocks; throws what it says of them where it does not. */
async function takeUp(server, mocks) {
  const count = () => server.out().split("reloaded mocks.yml").length;
  const before = count();
  await replace(join(server.folder, "mocks.yml"), mocks);
  assert.ok(await until(() => count() > before), server.err());
}

/** Has it forget what the last case has planned, marked and recorded, and its clock. */
async function clear({ port }) {
  const { status } = await send(port, { method: "POST", path: "/__wasmock/reset" });
  assert.equal(status, 200);
}

describeCases("serve", {
  check: (name, mocks) => check(mocks, { name }),
  start: async (t, mocks, env) => {
    const server = await servers.take(t, JSON.stringify(env));
    await takeUp(server, mocks);
    return httpHost("serve", server.port);
  },
});
