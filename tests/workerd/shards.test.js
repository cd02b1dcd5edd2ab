// Webhooks that are kept in several objects, on real workerd: one history, and none is lost.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sink, until, worker } from "./harness.js";

/** An endpoint `POST PATH` with these webhooks. */
const endpoint = (path, ...webhooks) =>
  `- ${JSON.stringify({ endpoint: { method: "POST", path, response: { body: "ok" }, webhooks } })}\n`;

/** Posts to a path so often, one after the other. */
async function post(served, path, times) {
  for (let i = 0; i < times; i += 1) await served.fetch(path, { method: "POST" });
}

/** All pages of a query, which ends with its limit. */
async function pages(served, query, begin = "") {
  const all = [];
  let next = begin;
  do {
    const page = await served.json(`/__wasmock/webhooks?${query}${next && `&after=${next}`}`);
    all.push(...page.webhooks);
    next = page.next;
    assert.ok(all.length < 50_000, "the pages do not end");
  } while (next !== null);
  return all;
}

const stored = (served, count) =>
  until(`${count} stored`, async () => {
    const all = await pages(served, "limit=1000");
    return all.length === count && all;
  });

const ids = (webhooks) => webhooks.map(({ id }) => id);

/** How many objects had something for a first page that has a `next`. */
const used = ({ next }) => next.split(".").filter((number) => number !== "0").length;

/** How many rows there ever were: the numbers of the newest, as a first page's `next` tells them. */
async function everStored(served) {
  const { next } = await served.json("/__wasmock/webhooks?limit=1");
  const numbers = (next ?? "0").split(".").map(Number);
  const begun = numbers.filter((number) => number > 0);
  return begun.reduce((sum, number) => sum + number, 0) - begun.length + 1;
}

describe("the objects that keep webhooks", { concurrency: 2 }, () => {
  test("have one history: in order, without gap or double, by every filter", async (t) => {
    const receiver = await sink(t);
    const url = `${receiver.address}/`;
    const webhook = (name, more) => ({ name, url, "sleep-time": 0, body: "{}", ...more });
    const ten = [
      ...["a", "b", "c", "d"].map((name) => webhook(name, { if: false })),
      ...["e", "f", "g"].map((name) => webhook(name)),
      ...["h", "i", "j"].map((name) => webhook(name, { "sleep-time": 600 })),
    ];
    const served = await worker(t, { mocks: endpoint("/ten", ...ten) });
    await post(served, "/ten", 30);
    await until("ninety sent", async () => {
      return (await pages(served, "state=sent&limit=1000")).length === 90;
    });
    const all = await stored(served, 300);
    assert.equal(new Set(ids(all)).size, 300);
    for (let at = 1; at < all.length; at += 1) {
      assert.ok(all[at - 1].scheduledAt >= all[at].scheduledAt, `${at} is older than the next`);
    }
    // Those of one request stay in the order of the file, the last first.
    assert.equal(all.slice(0, 10).map(({ name }) => name).join(""), "jihgfedcba"); // prettier-ignore
    for (const limit of [7, 64, 299, 300]) {
      assert.deepEqual(ids(await pages(served, `limit=${limit}`)), ids(all), `pages of ${limit}`);
    }
    const first = await served.json("/__wasmock/webhooks?limit=5");
    assert.ok(used(first) > 1, `one object has it all: ${first.next}`);
    for (const [query, fits] of [
      ["state=scheduled", ({ state }) => state === "scheduled"],
      ["name=b", ({ name }) => name === "b"],
      ["name=f&state=sent", ({ name }) => name === "f"],
      ["name=f&state=failed", () => false],
      [`id=${all[123].id}`, ({ id }) => id === all[123].id],
      [`id=${all[123].id}&name=zzz`, () => false],
    ]) {
      assert.deepEqual(ids(await pages(served, `${query}&limit=8`)), ids(all.filter(fits)), query);
    }
    await post(served, "/ten", 10);
    const rest = await pages(served, "limit=50", first.next);
    assert.deepEqual(ids(rest), ids(all.slice(5)), "what comes between two pages is on neither");
    const wrong = await served.fetch("/__wasmock/webhooks?after=1.2.3");
    assert.equal(wrong.status, 400);
    assert.match((await wrong.json()).error, /`after` must be the `next` of a page/);
  });

  test("all send what waits in them after a crash", async (t) => {
    const receiver = await sink(t);
    const slow = { url: `${receiver.address}/long`, "sleep-time": 16, timeout: "25s" };
    const leased = { url: `${receiver.address}/short`, "sleep-time": 16, timeout: "5s" };
    const served = await worker(t, { mocks: endpoint("/two", slow, leased) });
    await post(served, "/two", 20);
    const planned = await stored(served, 40);
    const first = await served.json("/__wasmock/webhooks?limit=1");
    assert.ok(used(first) > 2, `few objects have it all: ${first.next}`);
    await served.kill();
    assert.deepEqual(receiver.received, []);
    await served.start();
    await until("all forty sent", async () => {
      return (await served.history("?state=sent&limit=100")).length === 40;
    });
    const received = receiver.received.map(({ headers }) => headers["webhook-id"]);
    assert.deepEqual(received.toSorted(), ids(planned).toSorted());
  });

  test("each keep their share of the history", async (t) => {
    const none = Array.from({ length: 500 }, () => ({ url: "http://127.0.0.1:1/", if: false }));
    const served = await worker(t, { mocks: endpoint("/none", ...none) });
    await post(served, "/none", 40);
    await until("all of them stored", async () => (await everStored(served)) === 20_000);
    const kept = await pages(served, "limit=1000");
    assert.ok(kept.length >= 1250 && kept.length <= 8 * 1350, `${kept.length} are kept`);
  });
});
