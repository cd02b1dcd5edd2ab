// Secrets and keys from their texts, in every form that people have them in.

import assert from "node:assert/strict";
import { createHmac, createPrivateKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { test } from "node:test";
import {
  importPrivateKey,
  importPublicKey,
  importSecret,
  KeyFault,
} from "../../js/signature/keys.js";

const CONTENT = new TextEncoder().encode("what is signed");

const pem = (key, type) => key.export({ format: "pem", type });
const jwk = (key, more) => JSON.stringify({ ...key.export({ format: "jwk" }), ...more });
const hmac = (key) => createHmac("sha256", key).update(CONTENT).digest("hex");
const hex = (bytes) => Buffer.from(bytes).toString("hex");

async function hmacBy(scheme, text) {
  return hex(await crypto.subtle.sign("HMAC", await importSecret(scheme, text), CONTENT));
}

const ed25519 = generateKeyPairSync("ed25519");
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const seed = Buffer.from(ed25519.privateKey.export({ format: "jwk" }).d, "base64url");
const raw = Buffer.from(ed25519.publicKey.export({ format: "jwk" }).x, "base64url");

test("a secret of Standard Webhooks is base64, with its prefix or without", async () => {
  const key = Buffer.from("a secret of twenty-seven b.");
  const base64 = key.toString("base64");
  for (const text of [`whsec_${base64}`, base64, `whsec_${base64}\n`]) {
    assert.equal(await hmacBy("standard-webhooks", text), hmac(key), text);
  }
  assert.equal(await hmacBy("standard-webhooks", "whsec_YQ=="), hmac("a"));
});

test("the secret of hmac-sha256 is the text itself, in UTF-8", async () => {
  for (const text of ["secret", "whsec_YWJj", "Grüße, 世界", " with blanks "]) {
    assert.equal(await hmacBy("hmac-sha256", text), hmac(text), text);
  }
});

const privateKeys = [
  ["standard-webhooks", ed25519, "whsk_ and the seed", `whsk_${seed.toString("base64")}`],
  ["standard-webhooks", ed25519, "the seed by itself", seed.toString("base64")],
  [
    "standard-webhooks",
    ed25519,
    "whsk_, the seed and the public key",
    `whsk_${Buffer.concat([seed, raw]).toString("base64")}`,
  ],
  ["standard-webhooks", ed25519, "PKCS #8 in PEM", pem(ed25519.privateKey, "pkcs8")],
  ["rsa-sha256", rsa, "PKCS #8 in PEM", pem(rsa.privateKey, "pkcs8")],
  ["rsa-sha256", rsa, "PKCS #1 in PEM", pem(rsa.privateKey, "pkcs1")],
];
for (const [scheme, pair, what, text] of privateKeys) {
  test(`a private key of ${scheme}: ${what}`, async () => {
    const forms = [text, text.replaceAll("\n", "\\n"), text.replaceAll("\n", " "), `${text}\n`];
    for (const form of [...forms, text.replaceAll("\n", "\r\n")]) {
      const key = await importPrivateKey(scheme, form);
      const signature = await crypto.subtle.sign(key.algorithm.name, key, CONTENT);
      const algorithm = scheme === "rsa-sha256" ? "sha256" : null;
      assert.ok(verify(algorithm, CONTENT, pair.publicKey, Buffer.from(signature)), form);
    }
  });
}

const publicKeys = [
  ["standard-webhooks", ed25519, "whpk_ and the key", `whpk_${raw.toString("base64")}`],
  ["standard-webhooks", ed25519, "PEM", pem(ed25519.publicKey, "spki")],
  ["rsa-sha256", rsa, "PEM", pem(rsa.publicKey, "spki")],
  ["rsa-sha256", rsa, "PKCS #1 in PEM", pem(rsa.publicKey, "pkcs1")],
  ["standard-webhooks", ed25519, "JWK", jwk(ed25519.publicKey, { kid: "a", use: "sig" })],
  ["rsa-sha256", rsa, "JWK", ` ${jwk(rsa.publicKey, { alg: "RS256", key_ops: ["verify"] })}`],
];
for (const [scheme, pair, what, text] of publicKeys) {
  test(`a public key of ${scheme}: ${what}`, async () => {
    const key = await importPublicKey(scheme, text.replaceAll("\n", "\\n"));
    const algorithm = scheme === "rsa-sha256" ? "sha256" : null;
    const signature = sign(algorithm, CONTENT, pair.privateKey);
    assert.ok(await crypto.subtle.verify(key.algorithm.name, key, signature, CONTENT));
  });
}

test("large and small RSA keys in PKCS #1 get a right shell", async () => {
  for (const modulusLength of [1024, 4096]) {
    const pair = generateKeyPairSync("rsa", { modulusLength });
    const key = await importPrivateKey("rsa-sha256", pem(pair.privateKey, "pkcs1"));
    const pkcs8 = Buffer.from(await crypto.subtle.exportKey("pkcs8", key));
    const again = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
    assert.ok(again.equals(pair.privateKey), String(modulusLength));
  }
});

const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const encrypted = rsa.privateKey.export({
  ...{ format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase: "x" },
});
const faults = [
  [importSecret, "standard-webhooks", "", /^is empty$/],
  [importSecret, "standard-webhooks", "whsec_", /^is not base64/],
  [importSecret, "standard-webhooks", "whsec_not base64", /^is not base64, after `whsec_`/],
  [importSecret, "standard-webhooks", "whsec_abcde", /^is not base64/],
  [importSecret, "standard-webhooks", "s3cret", /^is not base64/],
  [importSecret, "hmac-sha256", " \n", /^is empty$/],
  [importPrivateKey, "standard-webhooks", "whsec_YWJj", /^is neither `whsk_` with base64 of 32/],
  [importPrivateKey, "standard-webhooks", "whsk_YWJj", /^is neither `whsk_`/],
  [importPrivateKey, "standard-webhooks", pem(rsa.privateKey, "pkcs8"), /^is no Ed25519 private/],
  [importPrivateKey, "standard-webhooks", pem(rsa.privateKey, "pkcs1"), /`RSA PRIVATE KEY` in PEM/],
  [importPrivateKey, "rsa-sha256", "secret", /^is no private key in PEM, from BEGIN to END$/],
  [importPrivateKey, "rsa-sha256", pem(ed25519.privateKey, "pkcs8"), /^is no RSA private key$/],
  [importPrivateKey, "rsa-sha256", pem(ec.privateKey, "sec1"), /^is of another kind: `EC PRIVATE/],
  [importPrivateKey, "rsa-sha256", pem(rsa.publicKey, "spki"), /^is a public key, where a private/],
  [importPrivateKey, "rsa-sha256", encrypted, /^is encrypted: `openssl pkcs8/],
  [
    importPrivateKey,
    "rsa-sha256",
    pem(rsa.privateKey, "pkcs8").slice(0, 300),
    /^is no private key/,
  ],
  [
    importPrivateKey,
    "rsa-sha256",
    pem(rsa.privateKey, "pkcs8").replace("\n", "\n§"),
    /^is cut or damaged/,
  ],
  [
    importPublicKey,
    "rsa-sha256",
    pem(rsa.privateKey, "pkcs8"),
    /^is a private key, where a public/,
  ],
  [importPublicKey, "rsa-sha256", pem(ed25519.publicKey, "spki"), /^is no RSA public key$/],
  [importPublicKey, "standard-webhooks", "whpk_YWJj", /^is neither `whpk_` with base64 of 32/],
  [importPublicKey, "rsa-sha256", "{", /^begins as a JWK does and is no JSON$/],
  [importPublicKey, "rsa-sha256", jwk(ed25519.publicKey), /^is no RSA public key$/],
  [importPublicKey, "rsa-sha256", '{"kty":"RSA","n":1,"e":"AQAB"}', /^is no RSA public key$/],
  [importPublicKey, "rsa-sha256", '{"kty":"RSA","n":"§","e":"AQAB"}', /^is no RSA public key$/],
  [importPublicKey, "rsa-sha256", jwk(rsa.privateKey), /^is a private key, where a public one is/],
  [importPublicKey, "rsa-sha256", '{"keys": []}', /^is a set of keys: give one of its `keys`$/],
  [importPublicKey, "standard-webhooks", jwk(ec.publicKey), /^is no Ed25519 public key$/],
];
for (const [by, scheme, text, words] of faults) {
  test(`${by.name} for ${scheme} refuses: ${words.source}`, async () => {
    await assert.rejects(by(scheme, text), (fault) => {
      assert.ok(fault instanceof KeyFault, String(fault));
      assert.match(fault.message, words);
      const said = text.split(/\s+/).filter((part) => part.length > 20);
      assert.ok(!said.some((part) => fault.message.includes(part)), "the text itself is not told");
      return true;
    });
  });
}
