// The webhooks on the page, in a real browser against real workerd.

/* global document -- of the page */

import assert from "node:assert/strict";
import { sinkOf } from "../play/sink.js";
import { inBrowser, sees, serveMocks, TOLD } from "./support.js";

/** Serves mocks whose webhooks fail, are not sent, or are too large to be sent again; all are planned. */
async function breaking(t) {
  const sink = await sinkOf(t);
  sink.answer("/broken", [503]);
  const server = await serveMocks(
    t,
    `
- endpoint:
    path: /go
    response: {body: ok}
    webhooks:
      - {name: broken, sleep-time: 0, url: "${sink.url}/broken"}
      - {name: large, sleep-time: 0, url: "${sink.url}/large", body: ${"x".repeat(70_000)}}
      - {name: unwanted, if: "false", url: "${sink.url}/unwanted"}
`,
  );
  await fetch(`${server.url}/go`);
  return { server, sink };
}

inBrowser("the page's webhooks", (test, open) => {
  test("a webhook appears when it is planned, and is followed until it is sent", async (t) => {
    const sink = await sinkOf(t);
    const server = await serveMocks(
      t,
      `
- endpoint:
    method: POST
    path: /orders
    response: {status: 201}
    webhooks:
      - {name: shipped, sleep-time: 5m, url: "${sink.url}/shipped", body: {order: "{{json-params.id}}"}}
      - {name: much-later, sleep-time: 1h, url: "${sink.url}/later"}
`,
    );
    const page = await open(server);
    await sees(page, "No webhooks yet. POST to /orders and they appear here.");
    await fetch(`${server.url}/orders`, { method: "POST", body: '{"id": 17}' });

    const waiting = page.locator("#waiting li");
    await waiting.filter({ hasText: "shipped" }).waitFor();
    assert.match(await waiting.last().innerText(), /much-later\s+in (1 h|5\d min)/);
    assert.match(await page.title(), /^2 waiting/);
    const shipped = waiting.filter({ hasText: "shipped" });
    assert.match(await shipped.locator("time").innerText(), /^in [45] min/);
    await shipped.locator("summary").press("Enter");
    await server.ask("POST", "clock/advance", '{"by": "5m"}');

    const sent = page.locator("#latest li", { hasText: "shipped" });
    await sent.waitFor();
    assert.match(await sent.locator(".when").innerText(), /^sent 200 · /);
    assert.equal(await page.title(), "1 waiting · wasmock");
    // It was opened while it waited: it is still open, and has the focus.
    const [{ id }] = (await server.ask("GET", "webhooks?name=shipped")).body.webhooks;
    const shown = await sent.locator("dl").innerText();
    for (const text of [`POST ${sink.url}/shipped`, '{"order":"17"}', `webhook-id: ${id}`, id]) {
      assert.ok(shown.includes(text), `${text} is not in ${shown}`);
    }
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "SUMMARY");
  });

  test("tells why a webhook failed or was skipped", async (t) => {
    const { server } = await breaking(t);
    const page = await open(server);
    await sees(page, "failed 503");
    const { webhooks } = (await server.ask("GET", "webhooks")).body;
    const notSent = webhooks.filter(({ reason }) => reason);
    assert.deepEqual(notSent.map(({ name }) => name).sort(), ["broken", "unwanted"]);
    for (const { name, state, reason } of notSent) {
      const row = page.locator("#latest li", { hasText: name }).locator("summary");
      const text = await row.innerText();
      assert.ok(text.includes(state) && text.includes(reason), `${name}: ${text}`);
    }
  });

  test("sends a webhook again, or says why it can't", async (t) => {
    const { server, sink } = await breaking(t);
    const page = await open(server, { expected: TOLD(409) });
    const opened = async (name) => {
      const row = page.locator("#latest li", { hasText: name });
      await row.locator("summary").click();
      return row;
    };
    const broken = await opened("broken");
    await broken.getByRole("button", { name: "Send again" }).click();
    await page.locator("#latest li", { hasText: "sent 200, 2 tries" }).waitFor();
    assert.equal(sink.arrivals.filter(({ path }) => path === "/broken").length, 2);
    const large = await opened("large");
    await large.getByRole("button", { name: "Send again" }).click();
    await sees(page, "its body is not whole any more");
    const unwanted = await opened("unwanted");
    assert.equal(await unwanted.getByRole("button", { name: "Send again" }).count(), 0);
  });

  test("tells times by the clock of the mocks", async (t) => {
    const endpoint = "{path: /go, webhook: {url: 'http://127.0.0.1:9/', sleep-time: 15m}}";
    const server = await serveMocks(t, `- endpoint: ${endpoint}\n`);
    const body = JSON.stringify({ by: "2h" });
    await fetch(`${server.url}/__wasmock/clock/advance`, { method: "POST", body });
    await fetch(`${server.url}/go`);
    const page = await open(server);
    await sees(page, /in 1[45] min/);
    await sees(page, /just now|\d (s|min) ago/);
  });

  test("turns pages", async (t) => {
    const server = await serveMocks(
      t,
      `- endpoint: {path: "/:n", response: {body: ok}, webhook: {name: w, if: "false", url: "http://127.0.0.1:9/"}}\n`,
    );
    for (let i = 0; i < 60; i++) await fetch(`${server.url}/${i}`);
    const page = await open(server);
    const rows = page.locator("#latest li");
    await rows.nth(49).waitFor();
    assert.equal(await rows.count(), 50);
    await page.getByRole("button", { name: "Older" }).click();
    await rows.nth(10).waitFor({ state: "detached" });
    assert.equal(await rows.count(), 10);
    assert.equal(await page.getByRole("button", { name: "Older" }).isDisabled(), true);
    await page.getByRole("button", { name: "Newer" }).click();
    await rows.nth(49).waitFor();
  });
});
