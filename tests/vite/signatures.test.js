// Signed webhooks in a Vite project: the development server has the keys, and no page.

import assert from "node:assert/strict";
import { createHash, createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { describe, test } from "node:test";
import { sinkOf } from "../play/sink.js";
import { engineBuild } from "./support/engine.js";
import { startVite, viteProject } from "./support/project.js";

const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = pair.privateKey.export({ format: "pem", type: "pkcs8" });
const SECRETS = { ".env": `SHOP_KEY=${JSON.stringify(pem)}\n` };

const signed = (url) =>
  JSON.stringify([
    {
      endpoint: {
        path: "/pay",
        webhook: {
          url: `${url}/paid`,
          body: { order: 7 },
          sign: { scheme: "rsa-sha256", "private-key": "$env:SHOP_KEY", "key-id": "shop" },
        },
      },
    },
  ]);

/** What a page's service worker asks of the relay for the webhook of a request. */
async function question(vite, mocks) {
  const head = `GET ${vite.url}/pay`;
  const engine = new (await engineBuild()).Mocks("mocks.yml", mocks, "{}");
  const nowMs = Date.now();
  const answer = JSON.parse(engine.intercept(head, new Uint8Array(), nowMs, true));
  const [{ id }] = answer.webhooks;
  const of = createHash("sha256").update(mocks).digest("hex");
  return { mocks: of, head, body: "", nowMs, isOwn: true, seed: answer.seed, id };
}

describe("a signed webhook", () => {
  test("is signed by the relay, and the development server serves the public key", async (t) => {
    const sink = await sinkOf(t);
    const mocks = signed(sink.url);
    const root = await viteProject(t, { "mocks.yml": mocks, ...SECRETS }, {});
    const vite = await startVite(root, {});
    const asked = await fetch(`${vite.url}/__wasmock/relay`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: vite.url },
      body: JSON.stringify(await question(vite, mocks)),
    });
    assert.equal((await asked.json()).status, 200);
    const [{ headers, body }] = sink.arrivals;
    const keys = (path) => fetch(`${vite.url}/__wasmock/${path}`);
    const [id] = headers["x-journey-signature-rsa-sha256-key-id"];
    const served = await (await keys(`keys.pem?kid=${id}`)).text();
    const [field] = headers["x-journey-signature-rsa-sha256"];
    const signature = Buffer.from(field, "base64");
    assert.ok(verify("sha256", Buffer.from(body), createPublicKey(served), signature));
    const jwks = await (await keys("keys")).json();
    assert.deepEqual(
      jwks.keys.map((jwk) => [jwk.kid, Object.keys(jwk).includes("d")]),
      [["shop", false]],
    );
    assert.equal((await keys("keys.pem?kid=other")).status, 404);
    assert.equal((await fetch(`${vite.url}/__wasmock/keys`, { method: "POST" })).status, 405);
  });
});
