// One history of several objects, which are played here: what workerd's do not do at will.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { mergedHistory } from "../../js/worker/history.js";
import { everyShard, SHARDS, shardOf } from "../../js/worker/shards.js";

const START = Number.MAX_SAFE_INTEGER;

/** Bindings whose objects hold rows `[number, scheduledAt]` by their names, and give at most `most` at once. */
function objects(rows, { most = 1000, broken = [] } = {}) {
  const stub = (name) => ({
    name,
    async history(query, below) {
      if (broken.includes(name)) throw new Error("it is being moved");
      const limit = Math.min(most, Number(new URLSearchParams(query).get("limit")));
      const all = (rows[name] ?? []).filter(([number]) => number < below).reverse();
      const part = all.slice(0, limit);
      const webhooks = part.map(([number, at]) => ({ id: `${name}/${number}`, scheduledAt: at }));
      const numbers = part.map(([number]) => number);
      return JSON.stringify({ webhooks, numbers, more: all.length > limit });
    },
  });
  return { SCHEDULER: { getByName: stub } };
}

const page = async (bindings, limit, after) => {
  const [status, text] = await mergedHistory(bindings, `limit=${limit}`, limit, after);
  return { status, ...JSON.parse(text) };
};

/** The ids of all pages. */
async function pages(bindings, limit) {
  const ids = [];
  let after;
  do {
    const { webhooks, next } = await page(bindings, limit, after);
    ids.push(...webhooks.map(({ id }) => id));
    after = next ?? undefined;
    assert.ok(ids.length < 1000, "the pages do not end");
  } while (after !== undefined);
  return ids;
}

const ROWS = {
  webhooks: [1, 2, 3].map((number) => [number, `t${number * 2}`]),
  "webhooks-3": [1, 5, 9].map((number) => [number, `t${number}`]),
  "webhooks-7": [[40, "t4"]],
};
const NEWEST_FIRST = [
  "webhooks-3/9",
  "webhooks/3",
  "webhooks-3/5",
  "webhooks/2",
  "webhooks-7/40",
  "webhooks/1",
  "webhooks-3/1",
];

describe("the history of several objects", () => {
  test("is one, newest first, however it is cut into pages", async () => {
    for (const limit of [1, 2, 3, 7, 100]) {
      for (const most of [1, 2, 100]) {
        const ids = await pages(objects(ROWS, { most }), limit);
        assert.deepEqual(ids, NEWEST_FIRST, `${limit} a page, ${most} at once`);
      }
    }
  });

  test("shows nothing twice or late that comes between two pages", async () => {
    const rows = structuredClone(ROWS);
    const first = await page(objects(rows), 2);
    rows.webhooks.push([4, "t99"]);
    rows["webhooks-1"] = [[1, "t99"]];
    rows["webhooks-7"].push([41, "t99"]);
    const rest = await page(objects(rows), 100, first.next);
    const ids = [...first.webhooks, ...rest.webhooks].map(({ id }) => id);
    assert.deepEqual([ids, rest.next], [NEWEST_FIRST, null]);
  });

  test("says when an object does not answer, and shows what the others have", async () => {
    const broken = objects(ROWS, { broken: ["webhooks-3"] });
    const { status, error, code, webhooks, next } = await page(broken, 2);
    assert.deepEqual([status, code], [503, "storage"]);
    assert.match(error, /1 of the 8 objects .* missing here: it is being moved/);
    assert.deepEqual(
      webhooks.map(({ id }) => id),
      ["webhooks/3", "webhooks/2"],
    );
    const { webhooks: rest } = await page(objects(ROWS), 100, next);
    assert.equal(rest.length, NEWEST_FIRST.length - 2, "what was missing is on a later page");
  });

  test("has no page after what is no `next`", async () => {
    const zeros = Array(SHARDS).fill(0).join(".");
    for (const after of [
      "",
      "1",
      `${zeros}.0`,
      "x.0.0.0.0.0.0.0",
      "4ede732b-d1d1-46ba-9910-f4b48414d1ca",
    ]) {
      assert.equal(await mergedHistory(objects({}), "", 10, after), undefined, after);
    }
    assert.deepEqual(await page(objects(ROWS), 10, zeros), {
      status: 200,
      webhooks: [],
      next: null,
    });
  });
});

describe("the objects", () => {
  test("each get their part of the requests, and a request always the same", () => {
    const bindings = objects({});
    const counts = {};
    for (let i = 0; i < 8000; i += 1) {
      const { name } = shardOf(bindings, `4ede732b-d1d1-46ba-9910-${i}`);
      counts[name] = (counts[name] ?? 0) + 1;
    }
    assert.equal(Object.keys(counts).length, SHARDS);
    assert.ok(
      Object.values(counts).every((count) => count > 800 && count < 1200),
      counts,
    );
    assert.equal(shardOf(bindings, "4ede732b-d1d1-46ba-9910-f4b48414d1ca").name, "webhooks-7");
    assert.equal(shardOf(bindings, "").name, "webhooks");
  });

  test("can all be asked, and each that fails is told", async () => {
    const asked = await everyShard(objects({}), ({ name }, at) => {
      if (at === 2) throw new Error("no");
      return name;
    });
    assert.deepEqual(
      asked.map(({ status, value }) => value ?? status),
      ["webhooks", "webhooks-1", "rejected", ...[3, 4, 5, 6, 7].map((at) => `webhooks-${at}`)],
    );
  });

  test("are missed by name where the binding is missing", () => {
    assert.throws(() => shardOf({}, ""), /no binding SCHEDULER: wrangler.toml must bind/);
  });

  test("begin where nothing is known of them", async () => {
    let begun;
    const stub = {
      history: (_, below) => ((begun = below), '{"webhooks":[],"numbers":[],"more":false}'),
    };
    await mergedHistory({ SCHEDULER: { getByName: () => stub } }, "", 1, undefined);
    assert.equal(begun, START);
  });
});
