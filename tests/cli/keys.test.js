// `wasmock keys`: what it makes, and how it is taken up.

import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { describe, test } from "node:test";
import { parseEnv } from "node:util";
import { check } from "../../dist/node.js";
import { folderWith, run } from "./support/command.js";

const keys = async (t, ...args) => run(t, await folderWith(t), ["keys", ...args]);

async function json(t, ...args) {
  const { code, out, err } = await keys(t, ...args, "--format", "json");
  assert.deepEqual([code, err], [0, ""]);
  return JSON.parse(out);
}

const CONTENT = Buffer.from("what is signed");

describe("wasmock keys", { concurrency: 2 }, () => {
  test("makes a secret of Standard Webhooks, another one each time", async (t) => {
    const { code, out, err } = await keys(t);
    assert.equal(code, 0);
    assert.match(out, /^WEBHOOK_SECRET=whsec_[A-Za-z0-9+/]{43}=\n$/);
    assert.match(err, /scheme: standard-webhooks\n {4}secret: \$env:WEBHOOK_SECRET\n/);
    assert.doesNotMatch(err, /whsec_/);
    assert.notEqual((await keys(t, "standard-webhooks")).out, out);
  });

  test("makes a secret for hmac-sha256 under a name", async (t) => {
    const { out, err } = await keys(t, "hmac", "--name", "SHOP");
    assert.match(out, /^SHOP=[0-9a-f]{64}\n$/);
    assert.match(err, /scheme: hmac-sha256\n {4}secret: \$env:SHOP\n/);
  });

  test("makes a pair of Ed25519, whose halves belong together", async (t) => {
    const made = await json(t, "ed25519");
    const seed = Buffer.from(/^whsk_(.+)$/.exec(made.value)[1], "base64");
    const x = Buffer.from(/^whpk_(.+)$/.exec(made.whpk)[1], "base64");
    const jwk = { kty: "OKP", crv: "Ed25519", x: x.toString("base64url") };
    const d = seed.toString("base64url");
    const privateKey = createPrivateKey({ key: { ...jwk, d }, format: "jwk" });
    const publicKey = createPublicKey(made.publicKey);
    assert.ok(createPublicKey({ key: jwk, format: "jwk" }).equals(publicKey));
    assert.ok(verify(null, CONTENT, publicKey, sign(null, CONTENT, privateKey)));
    assert.equal(made.sign["private-key"], "$env:WEBHOOK_KEY");
    assert.equal(made.sign.scheme, "standard-webhooks");
  });

  for (const bits of [2048, 3072]) {
    test(`makes a pair of RSA with ${bits} bits, on one line that a reader of such files takes`, async (t) => {
      const { code, out, err } = await keys(t, "rsa", "--bits", String(bits), "--id", "pay-1");
      assert.equal(code, 0);
      assert.equal(out.split("\n").length, 2, "one line");
      const privateKey = createPrivateKey(parseEnv(out).WEBHOOK_KEY);
      assert.equal(privateKey.asymmetricKeyDetails.modulusLength, bits);
      assert.match(err, /scheme: rsa-sha256\n.*private-key: \$env:WEBHOOK_KEY\n.*key-id: pay-1\n/);
      const told = createPublicKey(err.slice(err.indexOf("-----BEGIN")));
      assert.ok(told.equals(createPublicKey(privateKey)));
      assert.doesNotMatch(err, /PRIVATE KEY-/);
    });
  }

  test("tells what the mocks file is to say, and that is right", async (t) => {
    for (const args of [["standard-webhooks"], ["hmac"], ["ed25519"], ["rsa", "--id", "a: b"]]) {
      const made = await json(t, ...args);
      const webhook = { url: "https://example.com/", sign: made.sign };
      const { ok, drawing } = check([{ endpoint: { path: "/a", webhook } }]);
      assert.ok(ok, drawing);
      assert.deepEqual(Object.keys(made).slice(0, 4), ["kind", "name", "value", "sign"]);
      const { err } = await keys(t, ...args);
      const yaml = /^ {2}sign:\n(?: {4}.*\n)+/m.exec(err)[0];
      const file = `- endpoint:\n    path: /a\n    webhook:\n      url: https://example.com/\n${yaml.replaceAll(/^/gm, "    ")}`;
      assert.ok(check(file).ok, check(file).drawing);
    }
  });

  const mistakes = [
    [["rsaa"], /there is no kind `rsaa`: did you mean `rsa`\?/],
    [["x25519k"], /there is no kind `x25519k`/],
    [["constructor"], /there is no kind `constructor`: there are standard-webhooks, hmac, ed25519/],
    [["rsa", "--bits", "1024"], /`--bits` is 2048, 3072 or 4096, not `1024`/],
    [["rsa", "--format", "yaml"], /`--format` is env or json, not `yaml`/],
    [["--name", "A-B"], /`A-B` is not the name of a variable/],
    [["hmac", "--id", "a"], /a secret has no id/],
  ];
  for (const [args, message] of mistakes) {
    test(`refuses \`wasmock keys ${args.join(" ")}\``, async (t) => {
      const { code, out, err } = await keys(t, ...args);
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, message);
    });
  }
});
