// The relay: what it sends, and all who try to make it send something else.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { request } from "node:http";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { after, before, describe, test } from "node:test";
import { replace } from "../http/support/hello.js";
import { startSink } from "../play/sink.js";
import { engineBuild } from "./support/engine.js";
import { startVite, viteProject } from "./support/project.js";

const SECRETS = { ".env": "SHOP_TOKEN=s3cret\n" };
const NOW = Date.UTC(2026, 10, 21);

const paying = (url) => `- endpoint:
    method: POST
    path: /pay
    webhooks:
      - {url: "${url}/paid", headers: {Authorization: $env:SHOP_TOKEN}, body: {for: "{{json-params.name}}"}}
      - {url: "${url}/missing", headers: {Authorization: $env:NOT_THERE}}
      - {url: "${url}/never", if: json-params.name = "nobody"}
      - {url: /called}
      - {url: "${url}/saved", name: saved, key: "{{json-params.name}}", payload: object}
      - {url: "${url}/ready", type: ready, key: "{{json-params.name}}", body: ready}
`;

const sha256 = (text) => createHash("sha256").update(text).digest("hex");

describe("the relay of wasmock/vite", () => {
  let sink, mocks, root, vite;
  const ends = [];
  const suite = { after: (end) => ends.unshift(end) };

  before(async () => {
    sink = await startSink();
    mocks = paying(sink.url);
    root = await viteProject(suite, { "mocks.yml": mocks, ...SECRETS }, {});
    vite = await startVite(root, { server: { allowedHosts: true } });
  });
  after(async () => {
    for (const end of [sink.end, ...ends]) await end();
  });

  /** What a page's service worker would ask of the relay, for the webhook that goes to this path. */
  async function question(path = "/paid", text = mocks) {
    const head = `POST ${vite.url}/pay\ncontent-type: application/json`;
    const body = Buffer.from('{"name": "Zoë"}');
    const engine = new (await engineBuild()).Mocks("mocks.yml", text, "{}");
    const { seed, webhooks } = JSON.parse(engine.intercept(head, body, NOW, true));
    const { id } = webhooks.find(({ entry }) => entry.includes(path));
    const planned = { head, body: body.toString("base64"), nowMs: NOW, isOwn: true, seed };
    return { ...planned, mocks: sha256(text), id };
  }

  /** Asks as the page does, but for what is given otherwise: `[status, answer]`. */
  async function ask(asked, { method = "POST", headers = {}, port = vite.port } = {}) {
    const host = `127.0.0.1:${port}`;
    const origin = `http://${headers.host ?? host}`;
    const own = { host, origin, "sec-fetch-site": "same-origin" };
    const fields = Object.entries({ ...own, "content-type": "application/json", ...headers });
    const options = {
      ...{ host: "127.0.0.1", port, method, agent: false, path: "/__wasmock/relay" },
      headers: Object.fromEntries(fields.filter(([, value]) => value !== undefined)),
    };
    const text = typeof asked === "string" ? asked : JSON.stringify(asked);
    const answer = await new Promise((resolve, reject) => {
      const sent = request(options, resolve).on("error", reject);
      sent.end(method === "GET" ? undefined : text);
    });
    return [answer.statusCode, await json(answer)];
  }

  /** It is refused with this status and these words, and nothing is sent. */
  async function refuses(status, words, asked, options) {
    const before = sink.arrivals.length;
    const [given, { error }] = await ask(asked, options);
    assert.equal(given, status, error);
    assert.match(error, words);
    assert.equal(sink.arrivals.length, before, "nothing is sent");
  }

  test("sends what the mocks planned, with the secret, and tells the target's status", async () => {
    sink.answer("/paid", [204]);
    assert.deepEqual(await ask(await question()), [200, { status: 204, retryAfter: null }]);
    const { method, path, headers, body } = sink.arrivals.at(-1);
    assert.deepEqual([method, path, body], ["POST", "/paid", '{"for":"Zoë"}']);
    assert.deepEqual(headers.authorization, ["s3cret"]);
  });

  test("tells why a target gave no answer, and which secret is missing", async () => {
    const gone = paying("http://127.0.0.1:1");
    await replace(join(root, "mocks.yml"), gone);
    await vite.terminal.sees("taken up mocks.yml");
    const [status, { error }] = await ask(await question("/paid", gone));
    assert.equal(status, 200);
    assert.match(error, /ECONNREFUSED|bad port/);
    const [, { refused }] = await ask(await question("/missing"));
    assert.match(refused, /NOT_THERE/);
  });

  test("the terminal warns of a secret that the relay lacks, and of no other", () => {
    assert.match(vite.terminal.said(), /NOT_THERE/);
    assert.doesNotMatch(vite.terminal.said(), /SHOP_TOKEN/);
  });

  test("serves pages of its own origin only", async () => {
    const asked = await question();
    const foreign = [
      { origin: "https://evil.example" },
      { origin: `http://127.0.0.1:${vite.port + 1}` },
      { origin: `https://127.0.0.1:${vite.port}` },
      { origin: "null" },
      { origin: undefined },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "none" },
    ];
    for (const headers of foreign) await refuses(403, /own origin only/, asked, { headers });
  });

  test("is not fooled by a name that leads here", async () => {
    const asked = await question();
    for (const name of ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", ""]) {
      const headers = { host: `${name}:${vite.port}` };
      await refuses(403, /called by a name such as localhost/, asked, { headers });
    }
    for (const name of ["localhost", "[::1]", "shop.localhost"]) {
      const headers = { host: `${name}:${vite.port}` };
      assert.equal((await ask(asked, { headers }))[0], 200, name);
    }
  });

  test("sends nothing that the mocks do not plan", async () => {
    const asked = await question();
    const changes = [
      { id: "0b5e8f62-0000-4000-8000-000000000000" },
      { seed: asked.seed.replace(/^./, (first) => (first === "0" ? "1" : "0")) },
      { head: asked.head.replace("/pay", "/other") },
      { head: asked.head.replace("POST", "GET") },
      { isOwn: false, head: asked.head.replace("127.0.0.1", "elsewhere.example") },
      { id: (await question("/never")).id },
      { id: (await question("/called")).id },
    ];
    for (const change of changes) await refuses(404, /no such webhook/, { ...asked, ...change });
  });

  test("sends an object's envelope with what only the page's store knows of it", async () => {
    const asked = await question("/saved");
    const told = { created: false, sequence: "1882995548711026689" };
    assert.equal((await ask({ ...asked, object: told }))[0], 200);
    assert.equal(
      sink.arrivals.at(-1).body,
      '{"account_id":null,"app":null,"event":"saved","object":{"name":"Zoë"},' +
        '"operation":"update","sequence":1882995548711026689,"server":null}',
    );
    await refuses(400, /`object`/, asked);
    const wrong = [
      ...["create", 7, [], {}],
      { ...told, created: "yes" },
      { ...told, sequence: 7 },
      { ...told, sequence: "-1" },
      { ...told, sequence: '1,"server":"x"' },
    ];
    for (const object of wrong) await refuses(400, /`object`/, { ...asked, object });
    assert.equal((await ask(await question("/ready")))[0], 200);
    assert.equal(sink.arrivals.at(-1).body, "ready");
  });

  test("takes no target, field or body from its caller", async () => {
    const message = { url: `${sink.url}/stolen`, method: "DELETE", headers: [["a", "b"]] };
    const wish = { ...message, entry: JSON.stringify(message), message, env: { SHOP_TOKEN: "x" } };
    assert.deepEqual(await ask({ ...(await question()), ...wish }), [
      200,
      { status: 200, retryAfter: null },
    ]);
    const { method, path, headers } = sink.arrivals.at(-1);
    assert.deepEqual([method, path, headers.authorization], ["POST", "/paid", ["s3cret"]]);
    assert.ok(sink.arrivals.every((arrival) => arrival.path !== "/stolen"));
  });

  test("knows its own mocks only, the last few versions of them", async () => {
    await refuses(
      404,
      /not known any more/,
      await question("/paid", paying("http://evil.example")),
    );
    const first = await question();
    assert.equal((await ask(first))[0], 200, "edited since, and still known");
    for (let version = 1; version <= 8; version += 1) {
      const text = `${mocks}# ${version}\n`;
      const before = vite.terminal.count("taken up mocks.yml");
      await replace(join(root, "mocks.yml"), text);
      await vite.terminal.sees("taken up mocks.yml", before + 1);
    }
    await refuses(404, /not known any more/, first);
  });

  test("is asked with POST and JSON", async () => {
    const asked = await question();
    await refuses(405, /POST/, asked, { method: "GET" });
    await refuses(405, /POST/, asked, { method: "PUT" });
    for (const type of ["text/plain", "application/json-seq", undefined]) {
      await refuses(415, /application\/json/, asked, { headers: { "content-type": type } });
    }
    await refuses(400, /no JSON/, "{");
    for (const value of ["null", "7", '"text"', "[]"]) await refuses(400, /`mocks`/, value);
    const fields = { mocks: 1, head: null, body: {}, nowMs: -1, isOwn: "yes", seed: "xyz", id: [] };
    for (const [name, wrong] of Object.entries(fields)) {
      await refuses(400, new RegExp(`\`${name}\``), { ...asked, [name]: wrong });
    }
    await refuses(400, /`seed`/, { ...asked, seed: [asked.seed] });
    await refuses(413, /too long/, `"${"a".repeat(37 * 1024 * 1024)}"`);
  });

  test("is not there when it is not wanted", async (t) => {
    const options = { relay: false };
    const folder = await viteProject(t, { "mocks.yml": mocks, ...SECRETS }, options);
    const without = await startVite(folder);
    const own = { method: "POST", headers: { origin: without.url }, body: "{}" };
    const { status } = await fetch(`${without.url}/__wasmock/relay`, own);
    assert.equal(status, 404);
    assert.match(await pagesModule(without), /"relay":false/);
  });
});

/** The code of `virtual:wasmock` as a page gets it. */
const pagesModule = async ({ port }) =>
  (await fetch(`http://127.0.0.1:${port}/@id/__x00__virtual:wasmock`)).text();
