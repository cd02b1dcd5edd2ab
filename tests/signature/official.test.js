// What is signed, on workerd and in Node, judged by those who receive it: the official libraries of
// Standard Webhooks for JavaScript and Python, and OpenSSL with the public keys that are served.

import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { describe, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { sinkOf } from "../play/sink.js";
import { until } from "../workerd/harness.js";
import { hosts } from "./support/hosts.js";
import { official } from "./support/official.js";
import { noOpenssl, opensslVerifies } from "./support/openssl.js";

const SECRET = "whsec_dGhlIHNlY3JldCBvZiBhIHRlc3QsIDI0IGJ5dGVz";
const OLDER = "whsec_YW5vdGhlciBzZWNyZXQsIDI0IGJ5dGVzIGxvbmch";
const BODY = { order: 7, name: "Grüße, 世界" };

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ed25519 = generateKeyPairSync("ed25519");
const env = {
  SECRET,
  OLDER,
  RSA: rsa.privateKey.export({ format: "pem", type: "pkcs8" }),
  ED25519: ed25519.privateKey.export({ format: "pem", type: "pkcs8" }).replaceAll("\n", "\\n"),
};

/** One webhook that was sent with this `sign`: `{headers, body, ask}`, and what more came. */
async function sent(t, host, sign, more = {}) {
  const sink = await sinkOf(t);
  sink.answer("/hook", more.statuses ?? []);
  const webhook = { url: `${sink.url}/hook`, "sleep-time": 0, body: BODY, sign, ...more.webhook };
  const endpoint = { path: "/pay", method: "POST", webhook };
  const { ask } = await hosts[host](t, [{ endpoint }], env);
  await ask("/pay", { method: "POST" });
  const count = (more.statuses?.length ?? 0) + 1;
  await until(`${count} arrivals`, () => sink.arrivals.length === count);
  const arrivals = sink.arrivals.map(({ headers, body }) => ({ headers: single(headers), body }));
  return { ...arrivals[0], arrivals, ask };
}

const single = (headers) =>
  Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.join(", ")]));

for (const host of Object.keys(hosts)) {
  describe(`a webhook of ${host}`, { concurrency: 3 }, () => {
    for (const [name, { verify, skip = false }] of Object.entries(official)) {
      test(`is verified by ${name}`, { skip }, async (t) => {
        const sign = { scheme: "standard-webhooks", secret: ["$env:SECRET", "$env:OLDER"] };
        const { headers, body } = await sent(t, host, sign);
        assert.equal(body, JSON.stringify(BODY));
        assert.ok(verify(SECRET, headers, body));
        assert.ok(verify(OLDER, headers, body), "by the other secret too");
        assert.ok(!verify("whsec_bm8gc2VjcmV0IG9mIG91cnM=", headers, body), "another secret");
        assert.ok(!verify(SECRET, headers, body.replace("7", "8")), "a changed byte");
        assert.ok(!verify(SECRET, { ...headers, "webhook-id": "other" }, body), "another id");
        const later = String(Number(headers["webhook-timestamp"]) + 1);
        assert.ok(!verify(SECRET, { ...headers, "webhook-timestamp": later }, body));
      });
    }

    test("is signed anew at each try, under one id", async (t) => {
      const sign = { scheme: "standard-webhooks", secret: "$env:SECRET" };
      const webhook = { retry: { schedule: ["1100ms"] } };
      const { arrivals } = await sent(t, host, sign, { statuses: [503], webhook });
      const [first, second] = arrivals.map(({ headers }) => headers);
      assert.equal(first["webhook-id"], second["webhook-id"]);
      assert.ok(Number(second["webhook-timestamp"]) > Number(first["webhook-timestamp"]));
      assert.notEqual(first["webhook-signature"], second["webhook-signature"]);
      for (const { headers, body } of arrivals) new Webhook(SECRET).verify(body, headers);
    });

    test(
      "in RSA is verified by OpenSSL with the key that is served",
      { skip: noOpenssl },
      async (t) => {
        const sign = { scheme: "rsa-sha256", "private-key": "$env:RSA" };
        const { headers, body, ask } = await sent(t, host, sign);
        const id = headers["x-journey-signature-rsa-sha256-key-id"];
        const pem = await (await ask(`/__wasmock/keys.pem?kid=${id}`)).text();
        const signature = headers["x-journey-signature-rsa-sha256"];
        const given = { pem, signature, content: body };
        assert.ok(await opensslVerifies(t, "rsa", given));
        const changed = { ...given, content: body.replace("7", "8") };
        assert.ok(!(await opensslVerifies(t, "rsa", changed)), "a changed byte");
        const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
        const other = { ...given, pem: publicKey.export({ format: "pem", type: "spki" }) };
        assert.ok(!(await opensslVerifies(t, "rsa", other)), "another key");
      },
    );

    test(
      "in Ed25519 is verified by OpenSSL with the key that is served",
      { skip: noOpenssl },
      async (t) => {
        const sign = { scheme: "standard-webhooks", "private-key": "$env:ED25519", "key-id": "ed" };
        const { headers, body, ask } = await sent(t, host, sign);
        const pem = await (await ask("/__wasmock/keys.pem?kid=ed")).text();
        const signature = /^v1a,(\S+)$/.exec(headers["webhook-signature"])[1];
        const content = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
        const given = { pem, signature, content };
        assert.ok(await opensslVerifies(t, "ed25519", given));
        assert.ok(!(await opensslVerifies(t, "ed25519", { ...given, content: `${content} ` })));
      },
    );

    test("is verified by WebCrypto with the JWK set that is served, which has no private part", async (t) => {
      const sign = { scheme: "rsa-sha256", "private-key": "$env:RSA", "key-id": "pay" };
      const { headers, body, ask } = await sent(t, host, sign);
      const response = await ask("/__wasmock/keys");
      assert.equal(response.headers.get("content-type"), "application/jwk-set+json");
      assert.equal(response.headers.get("access-control-allow-origin"), null);
      const { keys } = await response.json();
      const jwk = keys.find(({ kid }) => kid === "pay");
      assert.deepEqual(Object.keys(jwk).sort(), ["alg", "e", "kid", "kty", "n", "use"]);
      const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
      const key = await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["verify"]);
      const signature = Buffer.from(headers["x-journey-signature-rsa-sha256"], "base64");
      assert.ok(await crypto.subtle.verify(algorithm, key, signature, Buffer.from(body)));
    });
  });
}
