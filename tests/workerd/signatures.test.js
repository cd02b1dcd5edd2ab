// Signed webhooks on real workerd: what is stored of a key, and what is told of one that is no use.

import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { sink, until, worker } from "./harness.js";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const PEM = privateKey.export({ format: "pem", type: "pkcs8" });

const mocks = (...webhooks) =>
  JSON.stringify([{ endpoint: { method: "POST", path: "/pay", webhooks } }]);

const post = (served) => served.fetch("/pay", { method: "POST" });

test("a key is in no storage, before the webhook is sent and after", async (t) => {
  const receiver = await sink(t);
  const signed = (url, sleep, timeout) => ({
    ...{ url: receiver.address + url, name: url, "sleep-time": sleep, timeout },
    sign: { scheme: "rsa-sha256", "private-key": "$env:KEY" },
  });
  const served = await worker(t, {
    mocks: mocks(signed("/lent", 0, "5s"), signed("/alarm", 0, "25s"), signed("/later", 500, "5s")),
    bindings: { WASMOCK_LOCAL: "1", KEY: PEM },
  });
  await post(served);
  await until("two came", () => receiver.received.length === 2);
  const names = () => served.history("?state=sent");
  await until("two are noted", async () => (await names()).length === 2);
  for (const { headers } of receiver.received) {
    assert.match(headers["x-journey-signature-rsa-sha256"], /^[A-Za-z0-9+/]{342}==$/);
  }
  await served.kill();
  const files = await readdir(served.folder, { recursive: true, withFileTypes: true });
  const texts = await Promise.all(
    files
      .filter((file) => file.isFile() && /sqlite/.test(file.name))
      .map((file) => readFile(join(file.parentPath, file.name), "latin1")),
  );
  assert.ok(texts.join("").includes("/later"), "the storage has been found");
  const line = PEM.split("\n")[3];
  assert.ok(!texts.join("").includes(line), "a line of the key");
  assert.ok(!texts.join("").includes("BEGIN PRIVATE KEY"));
});

test("a key that can't be used is warned of at the start, and fails its webhook only", async (t) => {
  const receiver = await sink(t);
  const webhook = (name, sign) => ({
    url: `${receiver.address}/${name}`,
    name,
    sign,
    "sleep-time": 0,
  });
  const served = await worker(t, {
    mocks: mocks(
      webhook("wrong", { scheme: "standard-webhooks", "private-key": "$env:KEY" }),
      webhook("unset", { scheme: "hmac-sha256", secret: "$env:UNSET" }),
      webhook("looks", { scheme: "standard-webhooks", secret: "$env:LOOKS" }),
      webhook("right", { scheme: "rsa-sha256", "private-key": "$env:KEY" }),
    ),
    bindings: { WASMOCK_LOCAL: "1", KEY: PEM, LOOKS: "no base64" },
  });
  const lines = served.lines.join("\n");
  assert.match(lines, /warning: the secret `UNSET` is not set/);
  assert.match(lines, /warning: the secret `LOOKS` is not base64/);
  await post(served);
  const history = await served.ended(4);
  const reasons = Object.fromEntries(history.map(({ name, reason }) => [name, reason]));
  assert.equal(reasons.wrong, "the private key `KEY` is no Ed25519 private key");
  assert.equal(reasons.unset, "the secret `UNSET` is not set");
  assert.match(reasons.looks, /^the secret `LOOKS` is not base64/);
  assert.equal(reasons.right, null);
  assert.deepEqual(
    receiver.received.map(({ path }) => path),
    ["/right"],
  );
});
