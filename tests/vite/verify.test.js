// Verified requests in a Vite project: the development server has the secrets, and no page.

import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { noBrowser } from "../../scripts/setup/browser.js";
import { launchChromium } from "../browser/support/browsers.js";
import { startSink, until } from "../play/sink.js";
import { engineBuild } from "./support/engine.js";
import { openMocked } from "./support/page.js";
import { startVite, viteProject } from "./support/project.js";

const SECRETS = { ".env": "SHOP_SECRET=s3cret\n" };
const BODY = '{"order":7}';
const SIGNATURE = createHmac("sha256", "s3cret").update(BODY).digest("hex");

const mocks = (url) => `- endpoint:
    method: POST
    path: /hook
    verify: {scheme: hmac-sha256, secret: $env:SHOP_SECRET, unique: true}
    response: {body: in}
    webhook: {url: "${url}/told", sleep-time: 0, headers: {X-Key: $env:SHOP_SECRET}}
- endpoint: {method: POST, path: /open}
`;

const sha256 = (text) => createHash("sha256").update(text).digest("hex");

describe("a request that is verified, in a Vite project", () => {
  let sink, root, vite;
  const ends = [];
  const suite = { after: (end) => ends.unshift(end) };

  before(async () => {
    sink = await startSink();
    root = await viteProject(suite, { "mocks.yml": mocks(sink.url), ...SECRETS }, {});
    vite = await startVite(root, {});
  });
  after(async () => {
    for (const end of [sink.end, ...ends]) await end();
  });

  /** What a page's service worker asks of the relay: `[status, answer]`. */
  async function ask({ signature = SIGNATURE, path = "/hook", body = BODY, ...more } = {}) {
    const head = `POST ${vite.url}${path}\nwebhook-id: 1\nx-journey-signature: ${signature}`;
    const nowMs = Date.now();
    const engine = new (await engineBuild()).Mocks("mocks.yml", mocks(sink.url), "{}");
    const bytes = Buffer.from(body);
    const first = JSON.parse(engine.intercept(head, bytes, nowMs, true));
    const seed = first.seed ?? `${"0".repeat(32)}/0/100`;
    const asked = { mocks: sha256(mocks(sink.url)), head, body: bytes.toString("base64") };
    const answer = await fetch(`${vite.url}/__wasmock/relay`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: vite.url },
      body: JSON.stringify({ ...asked, nowMs, isOwn: true, seed, id: null, ...more }),
    });
    return [answer.status, await answer.json()];
  }

  test("the relay says what it proves, and not by what", async () => {
    const [status, proof] = await ask();
    assert.equal(status, 200);
    assert.equal(proof.held, true);
    assert.doesNotMatch(JSON.stringify(proof), /s3cret/);
    const refused = { held: false, reason: "the signature does not match" };
    assert.deepEqual(await ask({ body: '{"order":8}' }), [200, refused]);
    const missing = await ask({ signature: "" });
    assert.deepEqual(missing, [404, { error: "the mocks verify no such request" }]);
    assert.equal((await ask({ path: "/open" }))[0], 404);
  });

  test("the relay sends no webhook of a request that is refused", async () => {
    const before = sink.arrivals.length;
    const id = "0b5e8f62-0000-4000-8000-000000000000";
    const [status, { error }] = await ask({ signature: "00", id });
    assert.deepEqual([status, error], [404, "the mocks plan no such webhook for this request"]);
    assert.equal(sink.arrivals.length, before);
  });

  describe("in a real page", { skip: noBrowser("chromium") }, () => {
    let browser;
    before(async () => (browser = await launchChromium()));
    after(() => browser?.end());

    test("it is answered and refused as anywhere, and the webhook goes through the relay", async (t) => {
      const page = await openMocked(browser, `${vite.url}/`);
      t.after(page.close);
      const post = (signature, id) =>
        page.ask("/hook", {
          method: "POST",
          headers: { "x-journey-signature": signature, "webhook-id": id },
          body: BODY,
        });
      await page.run(listen);
      assert.equal((await post("00", "1"))[0], 403);
      assert.deepEqual(await post(SIGNATURE, "1"), [200, "in"]);
      assert.equal((await post(SIGNATURE, "1"))[0], 403);
      const refusals = () => page.run(() => window.refusals);
      await until(async () => (await refusals()).length === 3);
      assert.deepEqual(await refusals(), [
        "the signature does not match",
        null,
        "its id was received before",
      ]);
      await until(() => sink.arrivals.length > 0);
      assert.deepEqual(
        sink.arrivals.map(({ path, headers }) => [path, headers["x-key"]]),
        [["/told", ["s3cret"]]],
      );
    });
  });
});

/** In the page: notes why its requests are refused. */
async function listen() {
  window.refusals = [];
  const mocking = await window.started;
  mocking.on("request", ({ refusal }) => window.refusals.push(refusal));
}
