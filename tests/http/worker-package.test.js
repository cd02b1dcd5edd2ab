// `wasmock/worker` as it is published: a folder of the user's, with the packed package in it, and
// no Rust anywhere.

import assert from "node:assert/strict";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { run } from "../package/support/program.js";
import { dropTarball, tarball } from "../package/support/tarball.js";
import { send } from "./support/client.js";
import { filesOf } from "./support/document.js";
import { temporaryFolder } from "./support/server.js";
import { sinkOf } from "../play/sink.js";
import { wrangler, wranglerDev } from "./support/wrangler.js";

after(dropTarball);

/** The example of the documentation. */
const EXAMPLE = await filesOf("docs/worker.md");

const paying = (url) => `- endpoint:
    method: POST
    path: /pay
    response: {status: 202, body: {paid: true}}
    webhooks:
      - {url: "${url}/paid", body: {event: paid}, sleep-time: 100ms}
      - {url: "${url}/late", sleep-time: 25s}
`;

/** The example with some files replaced, in a folder, the package unpacked in its node_modules. */
async function project(t, changes) {
  const folder = await temporaryFolder(t);
  const home = join(folder, "node_modules/wasmock");
  await mkdir(home, { recursive: true });
  await run(home, "tar", "--extract", "--strip-components=1", "--file", (await tarball()).path);
  for (const [name, text] of Object.entries({ ...EXAMPLE, ...changes })) {
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** The history of the webhooks: the state of each by the path of its target. */
async function states(port) {
  const { body } = await send(port, { path: "/__wasmock/webhooks" });
  const pairs = JSON.parse(body).webhooks.map(({ url, state }) => [new URL(url).pathname, state]);
  return Object.fromEntries(pairs);
}

describe("wasmock/worker, packed", () => {
  test("answers as the documentation's example says", async (t) => {
    const port = await wranglerDev(t, await project(t));
    const { status, body } = await send(port, { path: "/hello" });
    assert.deepEqual([status, JSON.parse(body)], [200, { hello: "world" }]);
  });

  test("answers under wrangler dev, and sends and keeps webhooks", async (t) => {
    const sink = await sinkOf(t);
    const folder = await project(t, { "mocks.yml": paying(sink.url) });
    const port = await wranglerDev(t, folder, "--var", "WASMOCK_LOCAL:1");
    const { status, body } = await send(port, { method: "POST", path: "/pay" });
    assert.deepEqual([status, JSON.parse(body)], [202, { paid: true }]);
    assert.ok(await sink.until((arrivals) => arrivals.length === 1), "it should come");
    assert.equal(sink.arrivals[0].body, '{"event":"paid"}');
    assert.ok("/late" in (await states(port)));
    const advanced = { method: "POST", path: "/__wasmock/clock/advance", json: { by: "25s" } };
    assert.equal((await send(port, advanced)).status, 200);
    assert.equal((await states(port))["/late"], "sent");
  });

  test("draws a mistake under the name that it was given", async (t) => {
    const entry = EXAMPLE["index.js"].replace("(mocks)", '(mocks, { name: "shop.yml" })');
    const wrong = "- endpoint: {path: /a, repsonse: 1}\n";
    const folder = await project(t, { "index.js": entry, "mocks.yml": wrong });
    const port = await wranglerDev(t, folder);
    const { status, body } = await send(port, { path: "/a" });
    assert.equal(status, 500);
    assert.match(body, /shop\.yml:1:/);
  });

  test("is bundled for a deployment, its wasm as a module", async (t) => {
    const folder = await project(t);
    const said = await run(folder, ...wrangler, "deploy", "--dry-run", "--outdir", "out");
    assert.match(said, /Total Upload: .*gzip/);
    const files = await readdir(join(folder, "out"));
    for (const ending of [".wasm", ".yml"]) {
      assert.equal(files.filter((name) => name.endsWith(ending)).length, 1, files.join());
    }
  });
});
