// Where a deployed Worker sends webhooks, on real workerd: one that was not started with
// WASMOCK_LOCAL. Nothing leaves this machine: what may be sent goes to names that do not exist.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sink, until, worker } from "./harness.js";

const TOKEN = "s3cret";

/** A deployed Worker with an endpoint `POST /to` and these webhooks, and maybe settings. */
function deployed(t, webhooks, settings) {
  const endpoint = { method: "POST", path: "/to", response: { body: "ok" }, webhooks };
  const items = [{ endpoint }, ...(settings ? [{ settings }] : [])];
  return worker(t, { mocks: JSON.stringify(items), bindings: { WASMOCK_TOKEN: TOKEN } });
}

const post = (served, body = {}) =>
  served.fetch("/to", { method: "POST", body: JSON.stringify(body) });

const now = (url, more) => ({ url, name: url, "sleep-time": 0, timeout: "5s", ...more });

/** Texts that a URL's parser reads as this machine, or as one of a private network. */
const PRIVATE = [
  ...["127.0.0.1", "127.1", "127.0.1", "2130706433", "017700000001", "0x7f000001"],
  ...["0x7f.0.0.1", "0177.0.0.1", "0x7F.1", "127.0.0.0x1", "0", "0.0.0.0", "00.0x0.0.0"],
  ...["127.0.0.1.", "localhost", "LOCALHOST", "localhost.", "a.localhost", "lo%63alhost"],
  ...["%31%32%37.0.0.1", "１２７.0.0.1", "127。0。0。1", "①②⑦.0.0.1", "lo\u00adcalhost"],
  ...["[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"],
  ...["[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "[2002:7f00:1::]", "[fe80::1]", "[fd00::1]"],
  ...["example.com@127.0.0.1", "example.com:80@localhost", "10.0.0.1", "192.168.1.1"],
  ...["172.16.0.1", "100.64.0.1", "169.254.169.254", "0xa9fea9fe", "224.0.0.1"],
  ...["metadata.google.internal", "metadata", "printer.local", "255.255.255.255"],
];

describe("a deployed Worker", { concurrency: 3 }, () => {
  test("sends nothing to this machine and private networks, however they are written", async (t) => {
    const receiver = await sink(t);
    const { port } = new URL(receiver.address);
    const urls = PRIVATE.map((host) => `http://${host}:${port}/`);
    urls.push(`http://127.0.0.1:${port}#@example.com/`, `http://\\127.0.0.1:${port}/`);
    const long = now(`${receiver.address}/long`, { timeout: "25s" }); // the alarm sends it
    const again = now(`${receiver.address}/again`, { retry: { schedule: [0, 0] } });
    const served = await deployed(t, [...urls.map((url) => now(url)), long, again]);
    assert.equal((await post(served)).status, 200);
    const all = await served.ended(urls.length + 2);
    for (const { name, state, reason, tries } of all) {
      assert.equal(state, "failed", name);
      assert.match(reason, /not a public host|not a URL|not an absolute URL/, name);
      assert.deepEqual(tries, [], name);
    }
    const loopback = all.find(({ name }) => name === `http://2130706433:${port}/`);
    assert.match(loopback.reason, /`127\.0\.0\.1` is not a public host/);
    assert.deepEqual(receiver.received, []);
  });

  test("sends to a host out of a template only where the file allows it", async (t) => {
    const url = "http://{{json-params.host|safe}}/a";
    const fixed = "http://fixed.invalid/{{json-params.host|safe}}";
    const settings = { webhooks: { "allow-hosts": ["OK.invalid", "*.shop.invalid", "127.0.0.1"] } };
    const served = await deployed(t, [now(url), now(fixed)], settings);
    const table = [
      ["ok.invalid", true],
      ["OK.INVALID:8080", true],
      ["ana@a.b.shop.invalid", true],
      ["shop.invalid", false],
      ["ok.invalid.evil.invalid", false],
      ["ok.invalid@evil.invalid", false],
      ["evil.invalid/@ok.invalid", false],
      ["evil.invalid#ok.invalid", false],
      ["evil.invalid\\@ok.invalid", false],
      ["127.0.0.1", false],
    ];
    for (const [host] of table) await post(served, { host });
    const all = await served.ended(2 * table.length);
    for (const [host, isAllowed] of table) {
      const entry = all.find((entry) => entry.url === `http://${host}/a`);
      const { reason, tries } = entry ?? assert.fail(`${host}: ${all.map(({ url }) => url)}`);
      assert.equal(tries.length, isAllowed ? 1 : 0, `${host}: ${reason}`);
      if (host === "127.0.0.1") assert.match(reason, /not a public host/);
      else if (!isAllowed)
        assert.match(reason, /is a template, .* add it to `settings: \{webhooks/);
    }
    const toFixed = all.filter(({ name }) => name === fixed);
    assert.ok(toFixed.every(({ tries }) => tries.length === 1));
  });

  test("lets a webhook call its own mocks, and judges what those send", async (t) => {
    const receiver = await sink(t);
    const chain = [now("/next", { name: "own" }), now("{{json-params.path}}", { name: "made" })];
    const next = { method: "POST", path: "/next", response: { status: 204 } };
    const out = now(`${receiver.address}/`, { name: "out" });
    const served = await worker(t, {
      mocks: JSON.stringify([
        { endpoint: { method: "POST", path: "/to", response: { body: "ok" }, webhooks: chain } },
        { endpoint: { ...next, webhooks: [out] } },
      ]),
      bindings: { WASMOCK_TOKEN: TOKEN },
    });
    await post(served, { path: "/next" });
    const all = await served.ended(4);
    for (const { name, state, reason } of all) {
      assert.equal(state, name === "out" ? "failed" : "sent", `${name}: ${reason}`);
      if (name === "out") assert.match(reason, /`127\.0\.0\.1` is not a public host/);
    }
    assert.deepEqual(receiver.received, []);
  });

  test("warns of a host that no file allows when it starts", async (t) => {
    const served = await deployed(t, [now("http://{{json-params.host|safe}}/a")]);
    const warned = () =>
      served.lines.join("\n").includes("the host of `http://{{json-params.host|safe}}/a`");
    await until("the warning", warned);
  });

  test("sends 60 a minute to one host, and skips the rest", async (t) => {
    const ten = Array.from({ length: 10 }, (_, at) => now(`http://many.invalid/${at}`));
    const other = now("http://other.invalid/", { retry: { schedule: [0] } });
    const served = await deployed(t, [...ten, other]);
    for (let i = 0; i < 7; i += 1) await post(served);
    const all = await served.ended(77);
    const to = (host) => all.filter(({ url }) => new URL(url).host === host);
    const skipped = to("many.invalid").filter(({ state }) => state === "skipped");
    assert.equal(skipped.length, 10);
    for (const { reason, tries } of skipped) {
      assert.match(reason, /`many\.invalid` gets too many webhooks: .* 60 a minute/);
      assert.deepEqual(tries, []);
    }
    assert.ok(
      to("other.invalid").every(({ state, tries }) => state === "failed" && tries.length === 2),
    );
  });
});

test("a local start sends to this machine, wherever a host comes from, and as many as there are", async (t) => {
  const receiver = await sink(t);
  const { host } = new URL(receiver.address);
  const seventy = Array.from({ length: 70 }, () => now("http://{{json-params.host|safe}}/a"));
  const endpoint = { method: "POST", path: "/to", response: { body: "ok" }, webhooks: seventy };
  const served = await worker(t, { mocks: JSON.stringify([{ endpoint }]) });
  await post(served, { host });
  await until("seventy received", () => receiver.received.length === 70);
});
