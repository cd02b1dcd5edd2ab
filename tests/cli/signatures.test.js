// Signed webhooks of `wasmock serve`: what it says of keys at the start, and what it stores of them.

import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { folderWith, serving } from "./support/command.js";
import { sinkOf } from "../play/sink.js";

const { privateKey } = generateKeyPairSync("ed25519");
const PEM = privateKey.export({ format: "pem", type: "pkcs8" });

test("the public key is served, the private one is in no file, and a wrong one is told", async (t) => {
  const sink = await sinkOf(t);
  const webhook = (name, secret, sleep) => ({
    ...{ url: `${sink.url}/${name}`, name, "sleep-time": sleep },
    sign: { scheme: "standard-webhooks", "private-key": `$env:${secret}`, "key-id": name },
  });
  const webhooks = [webhook("now", "KEY", 0), webhook("later", "KEY", 500), webhook("x", "BAD", 0)];
  const mocks = JSON.stringify([{ endpoint: { path: "/pay", webhooks } }]);
  const folder = await folderWith(t, { "mocks.yml": mocks });
  const served = await serving(t, folder, [], { env: { KEY: PEM, BAD: "whsec_YWJj" } });
  await served.sees("warning: the private key `BAD` is neither `whsk_`");
  const ask = (path) => fetch(`http://127.0.0.1:${served.port}${path}`);
  await ask("/pay");
  await served.sees("webhook now sent");
  await served.sees("webhook x failed");
  const { keys } = await (await ask("/__wasmock/keys")).json();
  assert.deepEqual(
    keys.map(({ kid, d }) => [kid, d]),
    [
      ["now", undefined],
      ["later", undefined],
    ],
  );
  const state = join(folder, ".wasmock");
  const files = await Promise.all(
    (await readdir(state)).map((name) => readFile(join(state, name), "latin1")),
  );
  assert.ok(files.join("").includes("later"), "the store has been found");
  assert.ok(!files.join("").includes(PEM.split("\n")[1]));
  assert.ok(!(served.out() + served.err()).includes(PEM.split("\n")[1]));
});
