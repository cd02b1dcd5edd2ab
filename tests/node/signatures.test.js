// Signed webhooks in Node: what the history tells, the mock's clock, and keys that can't be used.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { createMock } from "../../dist/node.js";
import { sinkOf } from "../play/sink.js";

const SECRET = "whsec_dGhlIHNlY3JldCBvZiBhIHRlc3QsIDI0IGJ5dGVz";
const NOON = "2026-11-21T12:00:00Z";

async function mocked(t, webhook, options = {}) {
  const sink = await sinkOf(t);
  const whole = { url: `${sink.url}/hook`, "sleep-time": 0, ...webhook };
  const mock = createMock([{ endpoint: { path: "/pay", webhook: whole } }], options);
  t.after(() => mock.close());
  return { mock, sink };
}

const standard = (secret) => ({ scheme: "standard-webhooks", secret });

test("the time that is signed is that of the mock, anew at each try", async (t) => {
  const webhook = { sign: standard("$env:SECRET"), retry: { schedule: ["5s"] } };
  const { mock, sink } = await mocked(t, webhook, { clock: NOON, env: { SECRET } });
  sink.answer("/hook", [503]);
  await mock.fetch("/pay");
  await mock.clock.advance("1m");
  const noon = Date.parse(NOON) / 1000;
  const [first, second] = sink.arrivals.map(({ headers }) => headers);
  assert.deepEqual(first["webhook-timestamp"], [String(noon)]);
  assert.deepEqual(second["webhook-timestamp"], [String(noon + 5)]);
  assert.deepEqual(first["webhook-id"], second["webhook-id"]);
  assert.notDeepEqual(first["webhook-signature"], second["webhook-signature"]);
});

test("a secret in the body is signed as it is sent", async (t) => {
  const webhook = {
    url: "",
    secret: "$env:TOKEN",
    events: [{ url: "/pay" }],
    sign: { scheme: "hmac-sha256", secret: "$env:SECRET" },
  };
  const sink = await sinkOf(t);
  const items = [{ endpoint: { path: "/pay" } }, { webhook: { ...webhook, url: `${sink.url}/e` } }];
  const mock = createMock(items, { env: { TOKEN: "a-token", SECRET }, clock: NOON });
  t.after(() => mock.close());
  await mock.fetch("/pay");
  await mock.clock.advance("1s");
  const [{ headers, body }] = sink.arrivals;
  assert.equal(JSON.parse(body).secret, "a-token");
  const wanted = createHmac("sha256", SECRET).update(body).digest("hex");
  assert.deepEqual(headers["x-journey-signature"], [wanted]);
});

test("the history shows that a webhook is signed, and neither its secret nor a signature", async (t) => {
  const { mock, sink } = await mocked(t, { sign: standard(SECRET) }, { clock: NOON });
  await mock.fetch("/pay");
  await mock.clock.advance("1s");
  const [entry] = await mock.webhooks.list();
  assert.equal(entry.state, "sent");
  assert.equal(entry.headers["webhook-signature"], "***");
  const text = JSON.stringify(entry);
  assert.ok(!text.includes(SECRET.slice(6)), text);
  assert.ok(!text.includes(sink.arrivals[0].headers["webhook-signature"][0]), text);
});

const unusable = [
  [standard("$env:KEY"), "no base64!", /^the secret `KEY` is not base64/],
  [standard("$env:KEY"), "", /^the secret `KEY` is empty$/],
  [
    { scheme: "rsa-sha256", "private-key": "$env:KEY" },
    SECRET,
    /^the private key `KEY` is no priv/,
  ],
  [
    { scheme: "standard-webhooks", "private-key": "$env:KEY" },
    SECRET,
    /^the private key `KEY` is n/,
  ],
];
for (const [sign, KEY, reason] of unusable) {
  test(`a key that can't be used is warned of, and fails its webhook: ${reason.source}`, async (t) => {
    const retry = { attempts: 3 };
    const { mock, sink } = await mocked(t, { sign, retry }, { clock: NOON, env: { KEY } });
    const words = reason.source.replace("^", "^warning: ").replace("$", ";");
    assert.match(mock.warnings, new RegExp(words, "m"));
    await mock.fetch("/pay");
    await mock.clock.advance("1h");
    const [entry] = await mock.webhooks.list();
    assert.deepEqual([entry.state, entry.tries, sink.arrivals], ["failed", [], []]);
    assert.match(entry.reason, reason);
    assert.ok(KEY === "" || !JSON.stringify(entry).includes(KEY));
  });
}

test("a key within good armour that is none is told when it is used", async (t) => {
  const KEY = "-----BEGIN PRIVATE KEY-----\nYWJj\n-----END PRIVATE KEY-----";
  const sign = { scheme: "rsa-sha256", "private-key": "$env:KEY" };
  const { mock } = await mocked(t, { sign }, { clock: NOON, env: { KEY } });
  await mock.fetch("/pay");
  await mock.clock.advance("1s");
  const [entry] = await mock.webhooks.list();
  assert.deepEqual(
    [entry.state, entry.reason],
    ["failed", "the private key `KEY` is no RSA private key"],
  );
});

test("public keys are served, and none where there is none", async (t) => {
  const { mock } = await mocked(t, { sign: standard(SECRET) });
  const jwks = await mock.fetch("/__wasmock/keys");
  assert.deepEqual(await jwks.json(), { keys: [] });
  const pem = await mock.fetch("/__wasmock/keys.pem");
  assert.deepEqual([pem.status, (await pem.json()).code], [404, "no-key"]);
});
