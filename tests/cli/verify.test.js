// Requests that are verified by `wasmock serve`: what the terminal tells, and what outlives the process.

import assert from "node:assert/strict";
import { test } from "node:test";
import { platformSqlite } from "../../js/node/sqlite.js";
import { send } from "../http/support/client.js";
import { folderWith, serving } from "./support/command.js";

const MOCKS = `
- endpoint:
    method: POST
    path: /hook
    verify: {scheme: bearer, secret: [$env:TOKEN, $env:NOT_SET], unique: true}
`;

const post = async ({ port }, token, id) => {
  const headers = { authorization: `Bearer ${token}`, "webhook-id": id };
  return (await send(port, { method: "POST", path: "/hook", headers })).status;
};

test("the terminal warns of a secret that is not set, and tells why a request was refused", async (t) => {
  const folder = await folderWith(t, { "mocks.yml": MOCKS });
  const command = await serving(t, folder, [], { env: { TOKEN: "a" } });
  await command.sees("the secret `NOT_SET` is not set; no request can be verified by it");
  await command.sees("  = hint: set the environment's variable: `NOT_SET=... wasmock serve`");
  assert.equal(await post(command, "b", "1"), 403);
  await command.sees("ms  verify: the credentials do not match; the secret `NOT_SET` is not set");
  assert.equal(await post(command, "a", "1"), 200);
});

test(
  "an id that a killed process received is refused by the next",
  { skip: !platformSqlite() && "this Node has no SQLite" },
  async (t) => {
    const folder = await folderWith(t, { "mocks.yml": MOCKS });
    const first = await serving(t, folder, [], { env: { TOKEN: "a" } });
    assert.equal(await post(first, "a", "1"), 200);
    await first.kill("SIGKILL");
    const again = await serving(t, folder, [], { env: { TOKEN: "a" } });
    assert.equal(await post(again, "a", "1"), 403);
    assert.equal(await post(again, "a", "2"), 200);
  },
);
