// Where the webhooks of the service worker go, and what becomes of them there.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { until } from "../play/sink.js";
import { get, inEachBrowser, mockedSite, openMocked, startMocking } from "./support/mocked.js";
import { bodies, history, noted, order, ordering, sinkFor } from "./support/ordering.js";

inEachBrowser("targets", (browser) => {
  test("a secret goes to the target, and into no history", async (t) => {
    const [site, sink] = [await mockedSite(t), await sinkFor(t)];
    const mocks = ordering(sink.url, "sleep-time: 0, headers: {x-key: $env:KEY}");
    const page = await openMocked(t, browser, site, { mocks, env: { KEY: "hidden-value" } });
    await order(page, "a");
    await bodies(sink, 1);
    assert.deepEqual(sink.arrivals[0].headers["x-key"], ["hidden-value"]);
    assert.ok(!JSON.stringify(await history(page)).includes("hidden-value"));
  });

  test("a target that does not allow the call is told as such", async (t) => {
    const [site, sink] = [await mockedSite(t), await sinkFor(t, {})];
    const page = await openMocked(t, browser, site, { mocks: ordering(sink.url) });
    await order(page, "a");
    const { reason } = await noted(page, { state: "failed" });
    assert.match(reason, new RegExp(`does not allow calls from ${site.url} \\(CORS\\)`));
    const shown = () =>
      page.console.some((line) => /^warn(ing)?: \[wasmock\] webhook ordered failed/.test(line));
    assert.ok(await until(shown), page.console.join("\n"));
  });

  test("with `relay` the page's own server sends it", async (t) => {
    const site = await mockedSite(t, {
      "/__wasmock/relay": { type: "application/json", body: '{"status": 204}' },
    });
    const mocks = ordering("http://api.example.test");
    const page = await openMocked(t, browser, site, { mocks, relay: true });
    await get(page, "/order/a?b", { method: "POST", body: "żółw", headers: { "x-a": "b" } });
    assert.equal((await noted(page, { state: "sent" })).tries[0].status, 204);
    const [{ method, headers, body }] = site.requests.filter(
      ({ path }) => path === "/__wasmock/relay",
    );
    assert.deepEqual([method, headers["content-type"]], ["POST", "application/json"]);
    const asked = JSON.parse(body);
    assert.deepEqual(Object.keys(asked).sort(), [
      "body",
      "head",
      "id",
      "isOwn",
      "mocks",
      "nowMs",
      "object",
      "seed",
    ]);
    assert.equal(asked.object, null);
    assert.equal(asked.mocks, createHash("sha256").update(mocks).digest("hex"));
    assert.equal(Buffer.from(asked.body, "base64").toString(), "żółw");
    assert.match(asked.head, new RegExp(`^POST ${site.url}/order/a\\?b\\n[^]*x-a: b`));
    assert.match(asked.seed, /^[0-9a-f]{32}\/0\/100$/); // where it stands in a chain, too
    assert.equal(asked.isOwn, true);
    assert.equal(asked.id, (await history(page))[0].id);
  });

  test("a relay that refuses is told with its reason", async (t) => {
    const site = await mockedSite(t);
    const page = await openMocked(t, browser, site, {
      mocks: ordering("http://api.example.test"),
      relay: true,
    });
    await order(page, "none");
    assert.match(
      (await noted(page, { state: "failed" })).reason,
      /relay refused with 404: it is no relay; is the plugin/,
    );
    const refusal = { status: 403, type: "application/json", body: '{"error": "not from there"}' };
    site.files["/elsewhere"] = refusal;
    await startMocking(page, { mocks: ordering("http://api.example.test"), relay: "/elsewhere" });
    await order(page, "refused");
    const failed = async () => (await history(page, { state: "failed" })).length === 2;
    assert.ok(await until(failed));
    assert.match((await history(page))[0].reason, /elsewhere refused with 403: not from there/);
  });
});
