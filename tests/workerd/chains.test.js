// Webhooks that call the mocks themselves, on real workerd: leased and by the alarm, how far they go,
// and that none is lost or comes twice though the process is killed.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { scriptedSink, sink, until, worker } from "./harness.js";

const mocks = (...items) => items.map((item) => `- ${JSON.stringify(item)}\n`).join("");

const endpoint = (path, more) => ({ endpoint: { method: "POST", path, ...more } });

const post = (served, path) => served.fetch(path, { method: "POST" });

const countOf = (all, state) => all.filter((entry) => entry.state === state).length;

describe("webhooks that call the mocks", { concurrency: 2 }, () => {
  test("go eight deep, the ninth says why it does not", async (t) => {
    const served = await worker(t, {
      mocks: mocks(endpoint("/deep", { webhook: { url: "/deep", "sleep-time": 0 } })),
    });
    await post(served, "/deep");
    const all = await served.ended();
    assert.deepEqual([countOf(all, "sent"), countOf(all, "skipped")], [8, 1]);
    assert.match(all[0].reason, /at most 8 deep/);
    assert.ok(all.every(({ url }) => url === `${served.address}/deep`));
    const lines = served.lines.filter((line) => line.startsWith("POST /deep  200"));
    assert.equal(lines.length, 9, "the request from outside, and eight calls");
  });

  test("come to a hundred at most, by the alarm too", async (t) => {
    // Longer than a request's waitUntil may last, so that the alarm sends them.
    const slow = { "sleep-time": 0.2, timeout: "30s" };
    const webhooks = [{ "sleep-time": 0 }, slow, slow].map((more) => ({ url: "/bomb", ...more }));
    const served = await worker(t, { mocks: mocks(endpoint("/bomb", { webhooks })) });
    await post(served, "/bomb");
    const all = await served.ended();
    assert.equal(countOf(all, "sent"), 100);
    assert.ok(countOf(all, "skipped") > 0);
    assert.equal(countOf(all, "failed"), 0);
  });

  test("are told in the terminal after the call that planned them, those about objects too", async (t) => {
    const receiver = await sink(t);
    const ready = { name: "done", type: "ready", "sleep-time": 0, url: `${receiver.address}/done` };
    const served = await worker(t, {
      mocks: mocks(
        endpoint("/pay", { webhook: { url: "/job", "sleep-time": 0, body: { id: 7 } } }),
        endpoint("/job", { webhook: ready }),
      ),
    });
    await post(served, "/pay");
    const told = (words) => served.lines.findIndex((line) => line.startsWith(words));
    await until("the second is told", () => told("webhook done sent:") >= 0);
    const places = ["POST /job  200", "webhook done planned:", "webhook done sent:"].map(told);
    assert.ok(
      places.every((place, i) => place > (places[i - 1] ?? -1)),
      served.lines.join("\n"),
    );
  });

  test("are told what became of the call, and not later than they wait", async (t) => {
    const hook = (url, more) => ({ url, name: url, "sleep-time": 0, ...more });
    const [fine, none, bad] = ["/fine", "/none", "/bad"].map((url) => hook(url));
    const webhooks = [fine, hook("/late", { timeout: "1s" }), none, bad];
    const served = await worker(t, {
      mocks: mocks(
        endpoint("/all", { webhooks }),
        endpoint("/fine", { latency: "300ms", response: { status: 204 } }),
        endpoint("/late", { latency: "1h" }),
        endpoint("/bad", { response: { status: 500 } }),
      ),
    });
    await post(served, "/all");
    const all = await served.ended();
    const of = Object.fromEntries(all.map((entry) => [entry.name, entry]));
    assert.deepEqual([of["/fine"].state, of["/fine"].tries[0].status], ["sent", 204]);
    assert.ok(of["/fine"].tries[0].ms >= 290);
    assert.equal(of["/late"].reason, "no answer within 1000 ms");
    assert.equal(of["/none"].reason, "the target answered 404");
    assert.equal(of["/bad"].reason, "the target answered 500");
  });

  test("plan the same again where a killed process could not report", async (t) => {
    const receiver = await sink(t);
    const served = await worker(t, {
      mocks: mocks(
        endpoint("/pay", {
          webhook: { name: "call", url: "/job", "sleep-time": 0, timeout: "7s" },
        }),
        endpoint("/job", {
          latency: "6s",
          webhook: { name: "done", url: `${receiver.address}/done`, "sleep-time": 6 },
        }),
      ),
    });
    await post(served, "/pay");
    await until(
      "what the call plans",
      async () => (await served.history("?name=done")).length === 1,
    );
    await served.kill();
    await served.start();
    const all = await served.ended();
    assert.deepEqual(all.map(({ name, state }) => [name, state]).sort(), [
      ["call", "sent"],
      ["done", "sent"],
    ]);
    const { tries } = all.find(({ name }) => name === "call");
    assert.match(tries[0].error, /before it could report/);
    assert.equal(receiver.at("/done").length, 1);
  });

  test("are tried again, each try a call of its own", async (t) => {
    const receiver = await scriptedSink(t, []);
    const hook = { url: receiver.address, "sleep-time": 0 };
    const served = await worker(t, {
      mocks: mocks(
        endpoint("/pay", {
          webhook: { name: "call", url: "/job", "sleep-time": 0, retry: { schedule: [1] } },
        }),
        endpoint("/job", { response: { status: 503 }, webhook: { name: "done", ...hook } }),
      ),
    });
    await post(served, "/pay");
    const all = await served.ended();
    const call = all.find(({ name }) => name === "call");
    assert.deepEqual([call.state, call.tries.map(({ status }) => status)], ["failed", [503, 503]]);
    assert.equal(new Set(all.map(({ id }) => id)).size, 3);
    assert.equal(receiver.received.length, 2);
  });
});
