// Requests that are verified, in Node: what is told, the mock's clock, and what happens meanwhile.

import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { createMock } from "../../dist/node.js";

const NOON = "2026-11-21T12:00:00Z";

function mocked(t, verify, options = {}, more = {}) {
  const endpoint = { method: "POST", path: "/hook", verify, response: { body: "in" }, ...more };
  const mock = createMock([{ endpoint }], options);
  const events = [];
  mock.on("request", (event) => events.push(event));
  t.after(() => mock.close());
  const post = async (headers = {}, body = undefined) => {
    const { status } = await mock.fetch("/hook", { method: "POST", headers, body });
    return [status, events.at(-1).refusal];
  };
  return { mock, post, events };
}

const hmac = (secret, body) => createHmac("sha256", secret).update(body).digest("hex");

test("why a request was refused is in its event and its line, and not in its answer", async (t) => {
  const { mock, post, events } = mocked(t, { scheme: "bearer", secret: "a" });
  assert.deepEqual(await post({ authorization: "Bearer a" }), [200, null]);
  assert.deepEqual(await post(), [403, "the header `authorization` is missing"]);
  assert.match(events.at(-1).line, / {2}\d+ ms {2}verify: the header `authorization` is missing$/);
  assert.doesNotMatch(events.at(0).line, /verify/);
  const answer = await mock.fetch("/hook", { method: "POST", headers: { authorization: "x" } });
  assert.equal(await answer.text(), '{"status":403,"message":"FORBIDDEN"}');
});

test("the bytes that are verified are those that came, text or not", async (t) => {
  const { post } = mocked(t, { scheme: "hmac-sha256", secret: "s" });
  const body = Uint8Array.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0x0d, 0x0a]);
  const headers = { "x-journey-signature": hmac("s", body) };
  assert.deepEqual(await post(headers, body), [200, null]);
  const changed = Uint8Array.from([...body.slice(0, -1), 0x0b]);
  assert.deepEqual(await post(headers, changed), [403, "the signature does not match"]);
});

test("secrets and keys that are no use are warned of, each once, and verify nothing", async (t) => {
  const { privateKey } = generateKeyPairSync("ed25519");
  const env = { NONE: "no base64", KEY: privateKey.export({ format: "pem", type: "pkcs8" }) };
  const verify = { scheme: "standard-webhooks", secret: ["$env:UNSET", "$env:NONE"] };
  const more = { webhook: { url: "http://127.0.0.1:9/", headers: { A: "$env:UNSET" } } };
  const { mock, post } = mocked(t, verify, { env, clock: NOON }, more);
  assert.equal(
    mock.warnings,
    "warning: the secret `UNSET` is not set; a webhook that needs it will fail\n" +
      '  = hint: give it a value: `env: {UNSET: "..."}`\n' +
      "warning: the secret `UNSET` is not set; no request can be verified by it\n" +
      '  = hint: give it a value: `env: {UNSET: "..."}`\n' +
      "warning: the secret `NONE` is not base64, after `whsec_` or by itself (`wasmock keys` makes one); no request can be verified by it\n",
  );
  const seconds = String(Date.parse(NOON) / 1000);
  const [status, refusal] = await post({
    ...{ "webhook-id": "a", "webhook-timestamp": seconds, "webhook-signature": "v1,YWJj" },
  });
  assert.equal(status, 403);
  assert.match(refusal, /^the secret `UNSET` is not set; the secret `NONE` is not base64/);
  const wrong = mocked(t, { scheme: "rsa-sha256", "public-key": "$env:KEY" }, { env });
  assert.equal(
    wrong.mock.warnings,
    "warning: the public key `KEY` is a private key, where a public one is wanted; no request can be verified by it\n",
  );
});

test("time is that of the mock's clock, and an id is known as long as it matters", async (t) => {
  const verify = { scheme: "bearer", secret: "a", unique: true };
  const { mock, post } = mocked(t, verify, { clock: NOON });
  const headers = { authorization: "Bearer a", "webhook-id": "1" };
  assert.deepEqual(await post(headers), [200, null]);
  await mock.clock.advance("30d");
  assert.deepEqual(await post(headers), [403, "its id was received before"]);
  await mock.clock.advance("30d");
  await mock.clock.advance("1s");
  assert.deepEqual(await post(headers), [200, null]);
});

test("what is being verified is answered by the mocks that it was asked of", async (t) => {
  const { mock } = mocked(t, { scheme: "bearer", secret: "a" });
  const head = "POST http://localhost/hook\nauthorization: Bearer a";
  const answer = mock.answer(head, new Uint8Array());
  mock.update([{ endpoint: { path: "/other" } }]);
  assert.equal((await answer).body, "in");
  assert.equal((await mock.answer(head, new Uint8Array())).status, 404);
});

test("what makes up an id may be anything of the request, but not nothing", async (t) => {
  const { mock, post } = mocked(t, { scheme: "bearer", secret: "a", unique: "{{body}}" });
  const headers = { authorization: "Bearer a" };
  assert.deepEqual(await post(headers), [
    403,
    "it has no id, by which a repetition would be known",
  ]);
  assert.deepEqual(await post(headers, "1"), [200, null]);
  await mock.webhooks.clear();
  assert.deepEqual(await post(headers, "1"), [200, null], "forgotten with all else");
});

test("a page's `fetch` is verified too, and a seed gives the same", async (t) => {
  const more = { host: "api.example.com", response: { body: "{{uuid}}" } };
  const verify = { scheme: "hmac-sha256", secret: "s" };
  const ids = [];
  for (const round of [1, 2]) {
    const { mock } = mocked(t, verify, { seed: 7 }, more);
    const end = mock.install();
    const asked = (signature) =>
      fetch("https://api.example.com/hook", {
        method: "POST",
        headers: { "x-journey-signature": signature },
        body: "a",
      });
    assert.equal((await asked("00")).status, 403, `round ${round}`);
    ids.push(await (await asked(hmac("s", "a"))).text());
    end();
  }
  assert.equal(ids[0], ids[1]);
  assert.match(ids[0], /^[0-9a-f-]{36}$/);
});
