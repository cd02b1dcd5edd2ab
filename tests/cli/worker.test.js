// The folder of `wasmock init --worker`, with the package installed as npm packs it: it runs
// under wrangler, and no Rust is anywhere.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { send } from "../http/support/client.js";
import { wranglerDev } from "../http/support/wrangler.js";
import { run } from "../package/support/program.js";
import { INSTALL, project } from "../package/support/project.js";
import { dropTarball } from "../package/support/tarball.js";

after(dropTarball);

test("answers under wrangler dev, its data open to a local start only", async (t) => {
  const folder = await project(t);
  const wasmock = join(folder, "node_modules/.bin/wasmock");
  await run(folder, wasmock, "init", "--worker", "my-mocks");
  const home = join(folder, "my-mocks");
  // The very tarball is asked for: no registry has it. Only for what is left out here would npm ask one.
  await run(home, "npm", "pkg", "delete", "devDependencies");
  await run(home, "npm", ...INSTALL);
  assert.match(await run(home, wasmock, "check"), /^mocks\.yml: \d endpoints, no mistakes\n$/);

  const port = await wranglerDev(t, home, "--var", "WASMOCK_LOCAL:1");
  assert.equal((await send(port, { path: "/hello/ana" })).body, "Hello, ana!");
  const order = await send(port, { method: "POST", path: "/orders", json: { book: 7 } });
  assert.equal(order.status, 201);
  const { body } = await send(port, { path: "/__wasmock/webhooks" });
  assert.equal(JSON.parse(body).webhooks.length, 1);
});
