// Webhooks on real workerd: on time, once, and whatever happens to the process.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sink, sleep, until, worker } from "./harness.js";

/** The most by which a webhook may be late, in milliseconds: on a busy machine all is late. */
const LATE = 30_000;

/** By which it may be early: the clocks of two processes. */
const EARLY = 20;

/** An endpoint `POST PATH` with these webhooks. */
function endpoint(path, ...webhooks) {
  return `- ${JSON.stringify({ endpoint: { method: "POST", path, response: { body: "ok" }, webhooks } })}\n`;
}

/** A webhook that fits in the request's own `waitUntil`. */
const short = (url, seconds) => ({ url, "sleep-time": seconds, timeout: "5s", body: "{}" });

/** One that does not, since its target may take too long; the alarm sends it. */
const long = (url, seconds) => ({ url, "sleep-time": seconds, timeout: "25s", body: "{}" });

/** Asserts that the webhook of an entry came once, with its id, when it was due. */
function onTime(receiver, { id, url, dueAt }) {
  const { pathname } = new URL(url);
  const got = receiver.at(pathname);
  assert.equal(got.length, 1, `${pathname} received ${got.length}`);
  assert.equal(got[0].headers["webhook-id"], id, pathname);
  const late = got[0].at - Date.parse(dueAt);
  assert.ok(late > -EARLY && late < LATE, `${pathname} came ${late} ms after it was due`);
}

const post = (served, path) => served.fetch(path, { method: "POST" });

/** The history, once it has so many entries. */
const stored = (served, count) =>
  until(`${count} stored`, async () => {
    const history = await served.history();
    return history.length === count && history;
  });

describe("webhooks", { concurrency: 3 }, () => {
  test("a short one and a long one are sent on time, once", async (t) => {
    const receiver = await sink(t);
    const served = await worker(t, {
      mocks: endpoint(
        "/pay",
        short(`${receiver.address}/now`, 0),
        short(`${receiver.address}/short`, 1),
        long(`${receiver.address}/long`, 1),
        short(`${receiver.address}/later`, 20),
      ),
    });
    assert.equal((await post(served, "/pay")).status, 200);
    assert.equal(receiver.at("/later").length, 0, "the answer did not wait for the last");
    await until("three sent", async () => (await served.history("?state=sent")).length === 3);
    await sleep(1500); // a second try would come by now
    const history = (await served.history()).filter(({ state }) => state === "sent");
    for (const entry of history) {
      onTime(receiver, entry);
      assert.equal(entry.tries.length, 1, entry.url);
      assert.equal(entry.tries[0].status, 200, entry.url);
    }
    const delays = history.map(
      ({ scheduledAt, dueAt }) => Date.parse(dueAt) - Date.parse(scheduledAt),
    );
    assert.deepEqual(delays, [1000, 1000, 0]);
  });

  test("a killed process delays nothing and loses nothing", async (t) => {
    const receiver = await sink(t);
    const served = await worker(t, {
      mocks: endpoint(
        "/pay",
        short(`${receiver.address}/short`, 10),
        long(`${receiver.address}/long`, 11),
      ),
    });
    await post(served, "/pay");
    const planned = await stored(served, 2);
    await served.kill();
    assert.deepEqual(receiver.received, [], "it was killed before any was due");
    await served.start();
    await until("both sent", async () => (await served.history("?state=sent")).length === 2);
    for (const entry of planned) onTime(receiver, entry);
  });

  test("what fell due while the process was down is sent at the start, without a request", async (t) => {
    const receiver = await sink(t);
    const served = await worker(t, {
      mocks: endpoint(
        "/pay",
        short(`${receiver.address}/short`, 8),
        long(`${receiver.address}/long`, 8),
      ),
    });
    await post(served, "/pay");
    const [second, first] = await stored(served, 2);
    await served.kill();
    assert.deepEqual(receiver.received, [], "it was killed before any was due");
    await sleep(8500);
    assert.deepEqual(receiver.received, []);
    await served.start();
    await until("both received", () => receiver.received.length === 2);
    assert.equal(receiver.at("/short")[0].headers["webhook-id"], first.id);
    assert.equal(receiver.at("/long")[0].headers["webhook-id"], second.id);
  });

  test("a process killed while it sends sends again after the restart, under the same id", async (t) => {
    const receiver = await sink(t);
    const hung = { url: `${receiver.address}/never`, "sleep-time": 0.2, timeout: "6s" };
    const served = await worker(t, { mocks: endpoint("/pay", hung) });
    await post(served, "/pay");
    await until("the first try", () => receiver.received.length === 1);
    await served.kill();
    await served.start();
    await until("the second try", () => receiver.received.length === 2);
    const [first, second] = receiver.received;
    assert.equal(first.headers["webhook-id"], second.headers["webhook-id"]);
    const [entry] = await until("its end", () =>
      served.history("?state=failed").then((all) => all.length && all),
    );
    assert.equal(entry.id, first.headers["webhook-id"]);
    assert.equal(entry.tries.length, 2);
    assert.match(entry.tries[0].error, /ended before it could report/);
    assert.match(entry.tries[1].error, /no answer within 6000 ms/);
  });

  test("a target that never answers holds up none of forty", async (t) => {
    const receiver = await sink(t);
    const delays = Array.from({ length: 39 }, (_, at) => (at % 8) * 0.25);
    const forty = delays.map((seconds, at) =>
      (at % 2 ? short : long)(`${receiver.address}/${at}`, seconds),
    );
    forty.unshift({ ...long(`${receiver.address}/never`, 0), timeout: "10m" });
    const served = await worker(t, { mocks: endpoint("/pay", ...forty) });
    await post(served, "/pay");
    const sent = await until("thirty-nine sent", async () => {
      const history = await served.history("?state=sent");
      return history.length === 39 && history;
    });
    for (const entry of sent) onTime(receiver, entry);
    const [waiting] = await served.history("?state=scheduled");
    assert.equal(new URL(waiting.url).pathname, "/never");
  });

  test("the history tells what became of each", async (t) => {
    const receiver = await sink(t);
    const webhook = (path, more) => ({
      url: receiver.address + path,
      "sleep-time": 0,
      name: path,
      ...more,
    });
    const served = await worker(t, {
      mocks: endpoint(
        "/pay",
        webhook("/taken", { headers: { "x-key": "$env:KEY" } }),
        webhook("/status/500"),
        webhook("/status/302"),
        webhook("/unset", { headers: { "x-key": "$env:NO_SUCH_KEY" } }),
        webhook("/false", { if: false }),
        webhook("/get", { method: "GET", body: "dropped" }),
        webhook("/slow", { url: `${receiver.address}/never`, timeout: "500ms" }),
        webhook("/refused", { url: "http://127.0.0.1:1/" }),
      ),
      bindings: { WASMOCK_LOCAL: "1", KEY: "s3cret" },
    });
    await post(served, "/pay");
    await served.ended(8);
    const text = await (await served.fetch("/__wasmock/webhooks")).text();
    assert.ok(!text.includes("s3cret"), "a secret is shown");
    assert.equal(receiver.at("/taken")[0].headers["x-key"], "s3cret");
    assert.deepEqual(receiver.at("/followed"), []);
    assert.equal(receiver.at("/get")[0].body, "");
    const told = Object.fromEntries(JSON.parse(text).webhooks.map((entry) => [entry.name, entry]));
    const table = [
      ["/taken", "sent", /^$/, 1],
      ["/status/500", "failed", /answered 500/, 1],
      ["/status/302", "failed", /answered 302/, 1],
      ["/unset", "failed", /NO_SUCH_KEY/, 0],
      ["/false", "skipped", /./, 0],
      ["/get", "sent", /carry none/, 1],
      ["/slow", "failed", /no answer within 500 ms/, 1],
      ["/refused", "failed", /./, 1],
    ];
    for (const [name, state, reason, tries] of table) {
      assert.equal(told[name].state, state, name);
      assert.match(told[name].reason ?? "", reason, name);
      assert.equal(told[name].tries.length, tries, name);
    }
    assert.equal(told["/taken"].headers["x-key"], "***");
    const lines = () => served.lines.join("\n");
    for (const line of [
      /^POST \/pay {2}200 {2}POST \/pay {2}\d+ ms$/m,
      /^webhook \/taken planned: POST /m,
      /^webhook \/taken sent: POST .* {2}200 {2}/m,
      /^webhook \/false skipped: /m,
      /^webhook \/unset failed: .*NO_SUCH_KEY/m,
    ]) {
      await until(line, () => line.test(lines()));
    }
    assert.ok(!lines().includes("s3cret"), lines());
    assert.ok(!lines().includes("`KEY` is not set"), lines());
    await pages(served, JSON.parse(text).webhooks);
  });

  test("a webhook that no row can hold has failed, and holds up no other", async (t) => {
    const receiver = await sink(t);
    const large = {
      url: `${receiver.address}/large`,
      "sleep-time": 0,
      body: "{{json-params.text}}",
    };
    const small = { url: `${receiver.address}/small`, "sleep-time": 0 };
    const served = await worker(t, { mocks: endpoint("/pay", large, small) });
    const text = "x".repeat(3_000_000);
    await served.fetch("/pay", { method: "POST", body: JSON.stringify({ text }) });
    await until("the small one", async () => (await served.history("?state=sent")).length === 1);
    const [failed] = await served.history("?state=failed");
    assert.match(failed.reason, /too large to be stored/);
    assert.equal(failed.body.length, 64 * 1024);
    assert.deepEqual(receiver.at("/large"), []);
  });
});

/** The whole history, read page by page. */
async function pagesOf(served, limit) {
  const read = [];
  let next = "";
  do {
    const page = await served.json(`/__wasmock/webhooks?limit=${limit}${next && `&after=${next}`}`);
    read.push(...page.webhooks);
    next = page.next;
  } while (next);
  return read;
}

/** Asserts that the history can be read page by page. */
async function pages(served, all) {
  assert.deepEqual(await pagesOf(served, 3), all);
  const [one] = await served.history(`?id=${all[2].id}`);
  assert.deepEqual(one, all[2]);
  assert.deepEqual(
    await served.history("?name=/false"),
    all.filter(({ name }) => name === "/false"),
  );
}
