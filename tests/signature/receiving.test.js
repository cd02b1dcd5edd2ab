// What is received, on workerd and in Node, signed by others: the official libraries of Standard
// Webhooks for JavaScript and Python, and OpenSSL.

import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { describe, test } from "node:test";
import { until } from "../workerd/harness.js";
import { hosts } from "./support/hosts.js";
import { official } from "./support/official.js";
import { noOpenssl, opensslSigns } from "./support/openssl.js";

const SECRET = "whsec_dGhlIHNlY3JldCBvZiBhIHRlc3QsIDI0IGJ5dGVz";
const OTHER = "whsec_bm8gc2VjcmV0IG9mIG91cnM=";
const BODY = '{"order":7,"name":"Grüße, 世界"}';
const TOLERANCE_S = 300;

/** How long it may take from the signing to the receiving: a busy machine takes its time. */
const SLACK_S = 100;

const pair = (kind, options) => {
  const { privateKey, publicKey } = generateKeyPairSync(kind, options);
  return {
    privatePem: privateKey.export({ format: "pem", type: "pkcs8" }),
    publicPem: publicKey.export({ format: "pem", type: "spki" }),
  };
};
const rsa = pair("rsa", { modulusLength: 2048 });
const otherRsa = pair("rsa", { modulusLength: 2048 });
const ed25519 = pair("ed25519");
const otherEd25519 = pair("ed25519");
const env = { SECRET, RSA: rsa.publicPem, ED25519: ed25519.publicPem.replaceAll("\n", "\\n") };

const now = () => Math.floor(Date.now() / 1000);

/** A host with one endpoint: `receives(headers, body)` gives the status and why it refused. */
async function receiver(t, host, verify) {
  const endpoint = { path: "/hook", method: "POST", verify, response: { status: 204 } };
  const { ask, told } = await hosts[host](t, [{ endpoint }], env);
  let refused = 0;
  return async (headers, body = BODY) => {
    const response = await ask("/hook", { method: "POST", headers, body });
    if (response.status === 204) return [204];
    assert.equal(await response.text(), '{"status":403,"message":"FORBIDDEN"}');
    refused += 1;
    // The line may come a little after the answer.
    const reasons = () => told().flatMap((line) => / {2}verify: (.*)$/.exec(line)?.[1] ?? []);
    await until("the reason is told", () => reasons().length === refused);
    return [response.status, reasons().at(-1)];
  };
}

const REFUSED = [403, "the signature does not match"];

for (const host of Object.keys(hosts)) {
  describe(`a request to ${host}`, { concurrency: 3 }, () => {
    for (const [name, { sign, skip = false }] of Object.entries(official)) {
      test(`passes with what ${name} signs, and in no other way`, { skip }, async (t) => {
        const verify = { scheme: "standard-webhooks", secret: ["$env:SECRET"], unique: true };
        const receives = await receiver(t, host, verify);
        const signed = (id, seconds, secret = SECRET) => ({
          "webhook-id": id,
          "webhook-timestamp": String(seconds),
          "webhook-signature": sign(secret, id, seconds, BODY),
        });
        const first = signed("msg_1", now());
        assert.deepEqual(await receives(first), [204]);
        assert.deepEqual(await receives(first), [403, "its id was received before"]);
        const changed = BODY.replace("7", "8");
        assert.deepEqual(
          await receives(signed("msg_2", now()), changed),
          REFUSED,
          "a changed byte",
        );
        assert.deepEqual(await receives(signed("msg_2", now(), OTHER)), REFUSED, "another secret");
        const moved = { ...signed("msg_2", now() - 9), "webhook-timestamp": String(now()) };
        assert.deepEqual(await receives(moved), REFUSED, "another time");
        const renamed = { ...first, "webhook-id": "msg_2" };
        assert.deepEqual(await receives(renamed), REFUSED, "another id");
        const [old, why] = await receives(signed("msg_2", now() - TOLERANCE_S - SLACK_S));
        assert.equal(old, 403);
        assert.match(why, /^its timestamp is too old: 4\d\d s ago$/);
        const [early, whyEarly] = await receives(signed("msg_2", now() + TOLERANCE_S + SLACK_S));
        assert.equal(early, 403);
        assert.match(whyEarly, /^its timestamp is too far ahead: in [34]\d\d s$/);
        const second = signed("msg_2", now() - TOLERANCE_S + SLACK_S);
        const both = `${sign(OTHER, "msg_2", now(), BODY)} ${second["webhook-signature"]}`;
        assert.deepEqual(await receives({ ...second, "webhook-signature": both }), [204]);
      });
    }

    test("passes with an RSA signature by OpenSSL", { skip: noOpenssl }, async (t) => {
      const receives = await receiver(t, host, { scheme: "rsa-sha256", "public-key": "$env:RSA" });
      const signed = async ({ privatePem: pem }) => ({
        "X-Journey-Signature-Rsa-Sha256": await opensslSigns(t, "rsa", { pem, content: BODY }),
      });
      assert.deepEqual(await receives(await signed(rsa)), [204]);
      assert.deepEqual(await receives(await signed(rsa), `${BODY} `), REFUSED, "one byte more");
      assert.deepEqual(await receives(await signed(otherRsa)), REFUSED, "another key");
    });

    test("passes with an Ed25519 signature by OpenSSL", { skip: noOpenssl }, async (t) => {
      const verify = { scheme: "standard-webhooks", "public-key": "$env:ED25519" };
      const receives = await receiver(t, host, verify);
      const signed = async ({ privatePem: pem }, seconds = now()) => {
        const content = `msg_1.${seconds}.${BODY}`;
        return {
          "webhook-id": "msg_1",
          "webhook-timestamp": String(seconds),
          "webhook-signature": `v1a,${await opensslSigns(t, "ed25519", { pem, content })}`,
        };
      };
      assert.deepEqual(await receives(await signed(ed25519)), [204]);
      assert.deepEqual(await receives(await signed(ed25519), `${BODY} `), REFUSED, "one byte more");
      assert.deepEqual(await receives(await signed(otherEd25519)), REFUSED, "another key");
      const [old, why] = await receives(await signed(ed25519, now() - TOLERANCE_S - SLACK_S));
      assert.deepEqual([old, why.slice(0, 24)], [403, "its timestamp is too old"]);
    });

    test("is answered once of fifty with one id at once", async (t) => {
      const verify = { scheme: "bearer", secret: "a", unique: true };
      const endpoint = { path: "/hook", method: "POST", verify, response: { status: 204 } };
      const { ask } = await hosts[host](t, [{ endpoint }], {});
      const headers = { authorization: "Bearer a", "webhook-id": "msg_1" };
      const asked = Array.from({ length: 50 }, () => ask("/hook", { method: "POST", headers }));
      const statuses = (await Promise.all(asked)).map(({ status }) => status);
      assert.deepEqual(statuses.sort(), [204, ...Array(49).fill(403)]);
    });
  });
}
