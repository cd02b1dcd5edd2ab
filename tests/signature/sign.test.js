// Signatures and public keys, against a second implementation: Node's own.

import assert from "node:assert/strict";
import { createHash, createHmac, createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { test } from "node:test";
import { keyId, publicKeys, publicTexts } from "../../js/signature/public.js";
import { importPrivateKey } from "../../js/signature/keys.js";
import { unusableKeyLines } from "../../js/signature/unusable.js";
import { signatureFields } from "../../js/signature/sign.js";

const BODY = '{"greeting":"Grüße, 世界"}';

const pem = (pair) => pair.privateKey.export({ format: "pem", type: "pkcs8" });
const key = (name, text, id = null) => ({ name, text, id });

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ed25519 = generateKeyPairSync("ed25519");

const standard = (keyType, ...keys) => ({
  ...{ scheme: "standard-webhooks", keyType, keys },
  ...{ header: "webhook-signature", keyIdHeader: null },
  beforeBody: "msg_1.1674087231.",
});
const overBody = (scheme, keyType, header, ...keys) => ({
  ...{ scheme, keyType, header, keys, beforeBody: "" },
  keyIdHeader: scheme === "rsa-sha256" ? `${header}-Key-Id` : null,
});

test("v1 is HMAC-SHA256 over the id, the time and the body, and each secret gives one", async () => {
  const secrets = [Buffer.from("the newer secret of 24 bytes"), Buffer.from("the older one")];
  const keys = secrets.map((bytes) => key("S", `whsec_${bytes.toString("base64")}`));
  const wanted = secrets.map((secret) => {
    const hmac = createHmac("sha256", secret).update(`msg_1.1674087231.${BODY}`);
    return `v1,${hmac.digest("base64")}`;
  });
  const fields = await signatureFields(standard("secret", ...keys), BODY);
  assert.deepEqual(fields, [["webhook-signature", wanted.join(" ")]]);
});

test("v1a is Ed25519", async () => {
  const order = standard("private-key", key("K", pem(ed25519)));
  const [[name, value]] = await signatureFields(order, BODY);
  assert.equal(name, "webhook-signature");
  const signature = Buffer.from(/^v1a,(\S+)$/.exec(value)[1], "base64");
  const content = Buffer.from(`msg_1.1674087231.${BODY}`);
  assert.ok(verify(null, content, ed25519.publicKey, signature));
});

test("hmac-sha256 is hexadecimal, over the body alone", async () => {
  const order = overBody("hmac-sha256", "secret", "X-Sig", key(null, "secret"), key("B", "other"));
  const wanted = ["secret", "other"].map((secret) =>
    createHmac("sha256", secret).update(BODY).digest("hex"),
  );
  assert.deepEqual(await signatureFields(order, BODY), [["X-Sig", wanted.join(", ")]]);
});

test("no body is signed as no bytes", async () => {
  const order = overBody("hmac-sha256", "secret", "X-Sig", key("S", "secret"));
  const wanted = createHmac("sha256", "secret").digest("hex");
  assert.deepEqual(await signatureFields(order, null), [["X-Sig", wanted]]);
});

test("rsa-sha256 is base64 on one line, with the id of the key beside it", async () => {
  const large = generateKeyPairSync("rsa", { modulusLength: 4096 });
  const keys = [key("A", pem(rsa), "new"), key("B", pem(large))];
  const fields = await signatureFields(
    overBody("rsa-sha256", "private-key", "X-Rsa", ...keys),
    BODY,
  );
  const [[name, value], [idName, ids]] = fields;
  assert.deepEqual([name, idName], ["X-Rsa", "X-Rsa-Key-Id"]);
  const signatures = value.split(", ");
  for (const [i, pair] of [rsa, large].entries()) {
    assert.match(signatures[i], /^[A-Za-z0-9+/]+={0,2}$/);
    const bytes = Buffer.from(signatures[i], "base64");
    assert.ok(verify("sha256", Buffer.from(BODY), pair.publicKey, bytes));
  }
  const { e, kty, n } = large.publicKey.export({ format: "jwk" });
  const thumbprint = createHash("sha256").update(JSON.stringify({ e, kty, n }));
  assert.equal(ids, `new, ${thumbprint.digest("base64url")}`);
});

test("a key that can't be used is told by its name and never by its text", async () => {
  const table = [
    [standard("secret", key("PAY", "not base64")), /^the secret `PAY` is not base64/],
    [standard("private-key", key("PAY", pem(rsa))), /^the private key `PAY` is no Ed25519 private/],
    [
      overBody("hmac-sha256", "secret", "X", key(null, " ")),
      /^the secret in the mocks file is empty/,
    ],
    [
      overBody("rsa-sha256", "private-key", "X", key("R", "x")),
      /^the private key `R` is no private/,
    ],
  ];
  for (const [order, message] of table) {
    await assert.rejects(signatureFields(order, BODY), { message });
  }
});

const RSA = { scheme: "rsa-sha256", keyType: "private-key" };
const ED25519 = { scheme: "standard-webhooks", keyType: "private-key" };

test("public keys are served as a JWK set, without any private part", async () => {
  const keys = [
    { ...RSA, text: pem(rsa), id: "pay-1" },
    { ...RSA, text: pem(rsa), id: "pay-1" },
    { ...ED25519, text: pem(ed25519), id: null },
    { ...RSA, text: undefined, id: "unset" },
    { ...RSA, text: "no key", id: "wrong" },
    { scheme: "hmac-sha256", keyType: "secret", text: "secret", id: null },
  ];
  const { keys: served, ...rest } = JSON.parse(await publicKeys(keys, "jwks", null));
  assert.deepEqual(rest, {});
  const own = await keyId(await importPrivateKey("standard-webhooks", pem(ed25519)));
  assert.deepEqual(served, [
    { ...rsa.publicKey.export({ format: "jwk" }), kid: "pay-1", use: "sig", alg: "RS256" },
    { ...ed25519.publicKey.export({ format: "jwk" }), kid: own, use: "sig", alg: "EdDSA" },
  ]);
});

test("or in PEM, one of them where it is named", async () => {
  const keys = [
    { ...ED25519, text: pem(ed25519), id: "ed" },
    { ...RSA, text: pem(rsa), id: "rsa" },
  ];
  const spki = (pair) => pair.publicKey.export({ format: "pem", type: "spki" });
  const all = await publicKeys(keys, "pem", null);
  assert.equal(all, `Key-Id: ed\n${spki(ed25519)}Key-Id: rsa\n${spki(rsa)}`);
  const one = await publicKeys(keys, "pem", "rsa");
  assert.ok(createPublicKey(one).equals(rsa.publicKey));
  assert.equal(await publicKeys(keys, "pem", "other"), "");
});

test("a pair of Standard Webhooks has its public key in that form too", async () => {
  const { x } = ed25519.publicKey.export({ format: "jwk" });
  const raw = Buffer.from(x, "base64url").toString("base64");
  const opened = await importPrivateKey("standard-webhooks", pem(ed25519));
  assert.equal((await publicTexts(opened)).whpk, `whpk_${raw}`);
});

test("what can't be used is told at load, as far as it shows, each once and without its text", () => {
  const secret = { scheme: "standard-webhooks", keyType: "secret" };
  const keys = [
    { ...secret, name: "A", text: "not base64" },
    { ...secret, name: "A", text: "not base64" },
    { ...secret, name: "B", text: "whsec_YWJj" },
    { ...secret, name: "C", text: undefined },
    { ...RSA, name: "D", text: "" },
    { ...RSA, name: "E", text: pem(rsa) },
    { ...ED25519, name: "F", text: rsa.publicKey.export({ format: "pem", type: "spki" }) },
  ];
  const lines = unusableKeyLines(keys);
  const rest = "; a webhook that needs it will fail\n";
  assert.deepEqual(lines.slice(1), [
    `warning: the private key \`D\` is empty${rest}`,
    `warning: the private key \`F\` is a public key, where a private one is wanted${rest}`,
  ]);
  assert.match(lines[0], /^warning: the secret `A` is not base64/);
});
