// What a request proves of its sender, against second implementations: Node's own crypto, and the
// official library of Standard Webhooks for JavaScript.

import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { test } from "node:test";
import { Webhook } from "standardwebhooks";
import { verify } from "../../js/signature/verify.js";

const BODY = Buffer.from('{"greeting":"Grüße, 世界"}\xff', "latin1");
const OTHER = Buffer.from(BODY).fill(0, 3, 4);

const pem = (key, type) => key.export({ format: "pem", type });
const jwk = (key) => JSON.stringify(key.export({ format: "jwk" }));
const key = (text, name = "K", id = null) => ({ name, text, id });

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const otherRsa = generateKeyPairSync("rsa", { modulusLength: 3072 });
const ed25519 = generateKeyPairSync("ed25519");
const otherEd25519 = generateKeyPairSync("ed25519");

const SECRET = "whsec_dGhlIHNlY3JldCBvZiBhIHRlc3QsIDI0IGJ5dGVz";
const OLDER = "whsec_YW5vdGhlciBzZWNyZXQsIDI0IGJ5dGVzIGxvbmch";

const hmac = (secret) => createHmac("sha256", secret).update(BODY).digest("hex");
const rsaSigned = (pair) => sign("sha256", BODY, pair.privateKey).toString("base64");

const BEFORE = "msg_1.1674087231.";
const v1a = sign(null, Buffer.concat([Buffer.from(BEFORE), BODY]), ed25519.privateKey);
/** The library signs texts. */
const TEXT = Buffer.from('{"greeting":"Grüße, 世界"}');
const official = new Webhook(SECRET)
  .sign("msg_1", new Date(1674087231000), TEXT.toString())
  .replace("v1,", "");

/** A check as the engine writes it. */
const check = (scheme, keyType, given, keys, beforeBody = "") => ({
  ...{ scheme, keyType, given, keys, beforeBody },
});
const signedBy = {
  v1: (keys, given = [official]) => check("standard-webhooks", "secret", given, keys, BEFORE),
  v1a: (keyType, keys) =>
    check("standard-webhooks", keyType, [v1a.toString("base64")], keys, BEFORE),
  hmac: (keys, given = [hmac("secret")]) => check("hmac-sha256", "secret", given, keys),
  rsa: (keyType, keys, given = [rsaSigned(rsa)]) => check("rsa-sha256", keyType, given, keys),
};
const credentials = (scheme, given, ...texts) =>
  check(
    scheme,
    "secret",
    given,
    texts.map((text) => key(text)),
  );

const unset = { name: "UNSET", id: null };

/** What holds, with the place of the key by which it does. */
const holding = [
  ["v1 of the official library", signedBy.v1([key(SECRET)]), TEXT, 0],
  ["v1 by the other of two secrets", signedBy.v1([key(OLDER), key(SECRET)]), TEXT, 1],
  ["v1, the second signature", signedBy.v1([key(SECRET)], ["§", "YWJj", official]), TEXT, 0],
  ["v1 although a secret is not set", signedBy.v1([unset, key(SECRET)]), TEXT, 1],
  ["v1a by a public key in PEM", signedBy.v1a("public-key", [key(pem(ed25519.publicKey, "spki"))])],
  ["v1a by a JWK in the file", signedBy.v1a("public-key", [key(jwk(ed25519.publicKey), null)])],
  ["v1a by the private key", signedBy.v1a("private-key", [key(pem(ed25519.privateKey, "pkcs8"))])],
  ["hmac-sha256", signedBy.hmac([key("secret")])],
  ["hmac-sha256 in capitals", signedBy.hmac([key("secret")], [hmac("secret").toUpperCase()])],
  [
    "rsa-sha256 by a public key in PEM",
    signedBy.rsa("public-key", [key(pem(rsa.publicKey, "spki"))]),
  ],
  [
    "rsa-sha256 by the second key",
    signedBy.rsa("public-key", [key(jwk(otherRsa.publicKey)), key(jwk(rsa.publicKey))]),
    BODY,
    1,
  ],
  [
    "rsa-sha256 by the private key",
    signedBy.rsa("private-key", [key(pem(rsa.privateKey, "pkcs1"))]),
  ],
  ["bearer", credentials("bearer", ["tök"], "other", "tök"), BODY, 1],
  ["header", credentials("header", ["a b"], "a b")],
  ["basic", credentials("basic", ["ana", "p:w"], "ana", "p:w")],
  ["basic without a password", check("basic", "secret", ["ana", ""], [key("ana"), key("", null)])],
];
for (const [what, asked, body = BODY, place = 0] of holding) {
  test(`${what} holds`, async () => {
    const { name, id } = asked.keys[place];
    assert.deepEqual(await verify(asked, body), { held: true, key: { name, id } });
  });
}

const SIGNATURE = "the signature does not match";
const CREDENTIALS = "the credentials do not match";

/** What does not hold, and what is said of it. */
const failing = [
  ["v1 over a changed byte", signedBy.v1([key(SECRET)]), SIGNATURE, BODY],
  ["v1 by another secret", signedBy.v1([key(OLDER)]), SIGNATURE, TEXT],
  [
    "v1 under another id",
    { ...signedBy.v1([key(SECRET)]), beforeBody: "m.1674087231." },
    SIGNATURE,
    TEXT,
  ],
  ["v1 that is no base64", signedBy.v1([key(SECRET)], ["§"]), SIGNATURE, TEXT],
  ["v1 that is empty", signedBy.v1([key(SECRET)], [""]), SIGNATURE, TEXT],
  ["v1 without a signature", signedBy.v1([key(SECRET)], []), SIGNATURE, TEXT],
  [
    "v1a over a changed byte",
    signedBy.v1a("public-key", [key(jwk(ed25519.publicKey))]),
    SIGNATURE,
    OTHER,
  ],
  ["v1a by another key", signedBy.v1a("public-key", [key(jwk(otherEd25519.publicKey))]), SIGNATURE],
  ["hmac-sha256 over a changed byte", signedBy.hmac([key("secret")]), SIGNATURE, OTHER],
  ["hmac-sha256 by another secret", signedBy.hmac([key("Secret")]), SIGNATURE],
  ["hmac-sha256 cut short", signedBy.hmac([key("secret")], [hmac("secret").slice(2)]), SIGNATURE],
  ["hmac-sha256 with half a digit", signedBy.hmac([key("secret")], ["abc"]), SIGNATURE],
  [
    "rsa-sha256 over a changed byte",
    signedBy.rsa("public-key", [key(jwk(rsa.publicKey))]),
    SIGNATURE,
    OTHER,
  ],
  [
    "rsa-sha256 by another key",
    signedBy.rsa("public-key", [key(jwk(otherRsa.publicKey))]),
    SIGNATURE,
  ],
  ["bearer, another one", credentials("bearer", ["b"], "a", "c"), CREDENTIALS],
  ["bearer, a beginning", credentials("bearer", ["se"], "secret"), CREDENTIALS],
  ["header in other letters", credentials("header", ["Secret"], "secret"), CREDENTIALS],
  ["basic, the user wrong", credentials("basic", ["bob", "pw"], "ana", "pw"), CREDENTIALS],
  ["basic, the password wrong", credentials("basic", ["ana", "no"], "ana", "pw"), CREDENTIALS],
  ["basic, the parts swapped", credentials("basic", ["pw", "ana"], "ana", "pw"), CREDENTIALS],
  ["without its only secret", signedBy.hmac([unset]), "the secret `UNSET` is not set"],
  [
    "with a secret that is empty, and one that does not match",
    signedBy.hmac([key(" ", "EMPTY"), key("other")]),
    `${SIGNATURE}; the secret \`EMPTY\` is empty`,
  ],
  [
    "by a key that is none",
    signedBy.rsa("public-key", [key(jwk(ed25519.publicKey), "PUB")]),
    "the public key `PUB` is no RSA public key",
  ],
  [
    "by a key in the file that is none",
    signedBy.rsa("public-key", [key("{}", null)]),
    "the public key in the mocks file is no RSA public key",
  ],
];
for (const [what, asked, reason, body = BODY] of failing) {
  test(`${what} does not hold`, async () => {
    assert.deepEqual(await verify(asked, body), { held: false, reason });
  });
}
