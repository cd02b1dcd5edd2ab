// The Worker's answers on real workerd: the engine's own paths, and what conversion must bear.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { describe, test } from "node:test";
import { until, sink, worker } from "./harness.js";

const HELLO = "- endpoint: {path: /hello, response: {body: hello}}\n";

const take = (served, text) =>
  served.fetch("/__wasmock/mocks?name=new.yml", { method: "PUT", body: text });

describe("the Worker", { concurrency: 3 }, () => {
  test("the data of a deployed Worker wants the token", async (t) => {
    const served = await worker(t, { mocks: HELLO, bindings: { WASMOCK_TOKEN: "s3cret" } });
    const table = [
      ["/__wasmock/health", {}, 200],
      ["/__wasmock/", {}, 200],
      ["/__wasmock/webhooks", {}, 401],
      ["/__wasmock/webhooks", { authorization: "Bearer wrong" }, 401],
      ["/__wasmock/webhooks", { authorization: "Bearer s3cret" }, 200],
      ["/__wasmock/endpoints", { authorization: "Bearer s3cret" }, 200],
      ["/__wasmock/mocks", { authorization: "Bearer s3cret" }, 404],
      ["/__wasmock/other", {}, 404],
      ["/__wasmock/other.js", {}, 404],
      ["/__wasmock/..%2fwww%2fpage.js", {}, 404],
      ["/__wasmock/www/page.js", {}, 404],
    ];
    for (const [path, headers, status] of table) {
      const answer = await served.fetch(path, { headers });
      assert.equal(answer.status, status, `${path} ${JSON.stringify(headers)}`);
      assert.equal(answer.headers.get("access-control-allow-origin"), null, path);
    }
    assert.match(
      (await served.fetch("/__wasmock/webhooks")).headers.get("www-authenticate"),
      /^Bearer/,
    );
    assert.match(
      (await served.fetch("/__wasmock/")).headers.get("content-security-policy"),
      /default-src 'none'/,
    );
  });

  test("every file of www/ is served, with the type that browsers want", async (t) => {
    const served = await worker(t, { mocks: HELLO });
    const types = { html: "text/html", css: "text/css", js: "text/javascript" };
    const folder = new URL("../../www/", import.meta.url);
    for (const name of readdirSync(folder).filter((name) => !name.startsWith("."))) {
      const answer = await served.fetch(`/__wasmock/${name}`);
      const type = answer.headers.get("content-type");
      assert.equal(type, `${types[name.split(".").at(-1)]}; charset=utf-8`, name);
      assert.equal(await answer.text(), readFileSync(new URL(name, folder), "utf8"), name);
    }
  });

  test("without a token a deployed Worker has no data", async (t) => {
    const served = await worker(t, { mocks: HELLO, bindings: {} });
    assert.equal((await served.fetch("/__wasmock/webhooks")).status, 404);
    const health = await served.json("/__wasmock/health");
    assert.deepEqual([health.status, health.endpoints], ["ok", 1]);
  });

  test("a local start refuses pages of another origin", async (t) => {
    const served = await worker(t, { mocks: HELLO });
    const table = [
      [{}, 200],
      [{ origin: served.address }, 200],
      [{ origin: "http://evil.example" }, 403],
    ];
    for (const [headers, status] of table) {
      const answer = await served.fetch("/__wasmock/endpoints", { headers });
      assert.equal(answer.status, status, JSON.stringify(headers));
    }
  });

  test("a changed file is taken up, a wrong one is not, and what waits is sent", async (t) => {
    const receiver = await sink(t);
    const webhook = { url: `${receiver.address}/hook`, "sleep-time": 2 };
    const served = await worker(t, {
      mocks: `- ${JSON.stringify({ endpoint: { path: "/old", response: { body: "old" }, webhook } })}\n`,
    });
    assert.equal(await (await served.fetch("/old")).text(), "old");
    const taken = await take(served, HELLO);
    assert.equal(taken.status, 200);
    assert.equal((await taken.json()).endpoints, 1);
    assert.equal(await (await served.fetch("/hello")).text(), "hello");
    assert.equal((await served.fetch("/old")).status, 404);
    const refused = await take(served, "- endpoint: {path: [");
    assert.equal(refused.status, 422);
    const report = await refused.json();
    assert.equal(report.ok, false);
    assert.match(report.drawing, /new\.yml:1:/);
    assert.equal(await (await served.fetch("/hello")).text(), "hello");
    await until("the webhook of the old file", () => receiver.received.length === 1);
  });

  test("a wrong file answers every request with its diagnostics", async (t) => {
    const served = await worker(t, { mocks: "- endpoint: {path: [" });
    const answer = await served.fetch("/anything");
    assert.equal(answer.status, 500);
    const { code, error, diagnostic } = await answer.json();
    assert.equal(code, "mocks-file");
    assert.match(error, /mocks file/);
    assert.match(diagnostic, /^error\[.*mocks\.yml:1:/s);
    const unwell = await served.fetch("/__wasmock/health");
    assert.equal(unwell.status, 503);
    const { version, ...health } = await unwell.json();
    assert.deepEqual(health, { status: "error", endpoints: 0 });
    assert.match(version, /^\d+\.\d+\.\d+/);
    assert.equal((await take(served, HELLO)).status, 200);
    const well = await served.json("/__wasmock/health");
    assert.deepEqual([well.status, well.endpoints], ["ok", 1]);
  });

  test("what the platform would refuse is made fit", async (t) => {
    const served = await worker(t, {
      mocks: `
- endpoint: {path: /empty, response: {status: 204}}
- endpoint: {path: /cookies, response: {headers: {Set-Cookie: [a=1, b=2]}, body: ok}}
- endpoint: {path: /words, response: {headers: {x-words: "grüße ✓"}, body: "grüße ✓"}}
- endpoint: {path: /slow, latency: 300ms, response: {body: slow}}
`,
    });
    assert.equal((await served.fetch("/empty")).status, 204);
    assert.deepEqual((await served.fetch("/cookies")).headers.getSetCookie(), ["a=1", "b=2"]);
    const words = await served.fetch("/words");
    assert.equal(Buffer.from(words.headers.get("x-words"), "latin1").toString(), "grüße ✓");
    assert.equal(await words.text(), "grüße ✓");
    const asked = Date.now();
    await served.fetch("/slow");
    assert.ok(Date.now() - asked >= 290, "the latency was left out");
  });
});
