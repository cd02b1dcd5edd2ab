// The requests and the inboxes on the page, in a real browser against real workerd.

import assert from "node:assert/strict";
import { HELLO, inBrowser, sees, serveMocks, TOLD } from "./support.js";

inBrowser("the page's requests", (test, open) => {
  test("shows the requests that came in, and those that a condition holds for", async (t) => {
    const mocks = "- endpoint: {method: POST, path: '/orders/:id', response: {status: 201}}\n";
    const server = await serveMocks(t, mocks);
    const page = await open(server, { expected: TOLD(400) });
    await sees(page, "None yet.");
    for (const total of [50, 150]) {
      const body = JSON.stringify({ total });
      await fetch(`${server.url}/orders/${total}`, { method: "POST", body });
    }
    await fetch(`${server.url}/other`);
    const rows = page.locator("#journal > li");
    await rows.nth(2).waitFor();
    const summaries = async () =>
      (await rows.locator("summary").allInnerTexts()).map((text) => text.replace(/\s+/g, " "));
    const [other, large] = await summaries();
    assert.match(other, /^GET ?\/other ?404 · .* no endpoint answered$/);
    assert.match(large, /^POST ?\/orders\/150 ?201 · .* POST \/orders\/:id$/);
    await rows.nth(1).locator("summary").click();
    assert.ok((await rows.nth(1).locator("dl").innerText()).includes('{"total":150}'));
    const field = page.getByLabel("Only those that this condition holds for");
    await field.fill("json-params.total < 100");
    await field.press("Enter");
    await rows.nth(1).waitFor({ state: "detached" });
    assert.match((await summaries())[0], /\/orders\/50/);
    await field.fill("jsn-params.total");
    await field.press("Enter");
    await sees(page, "did you mean `json-params`?");
    await field.fill("method = 'PUT'");
    await field.press("Enter");
    await sees(page, "It holds for none that is kept.");
    assert.equal(await page.locator("#condition-fault").isVisible(), false);
  });

  test("says why a request was refused", async (t) => {
    const mocks = "- endpoint: {path: /hook, verify: {scheme: bearer, secret: a}}\n";
    const server = await serveMocks(t, mocks);
    const page = await open(server);
    await fetch(`${server.url}/hook`, { headers: { authorization: "Bearer b" } });
    const row = page.locator("#journal > li");
    await row.locator("summary", { hasText: "verify: the credentials do not match" }).click();
    assert.match(await row.locator("dl").innerText(), /Refused\s+the credentials do not match/);
  });

  test("shows the inboxes, and what is in those that are opened", async (t) => {
    const server = await serveMocks(t, HELLO);
    const page = await open(server);
    await sees(page, "Whatever is sent to /__wasmock/inbox/NAME is caught there");
    const send = (path, body) =>
      fetch(`${server.url}/__wasmock/inbox/${path}`, { method: "POST", body });
    await send("paid", "first");
    const inbox = page.locator("#inboxes > li");
    await inbox.locator("summary", { hasText: "paid" }).click();
    await inbox.locator("li").first().waitFor();
    await send("paid/more", "second");
    await inbox.locator("li").nth(1).waitFor();
    const second = inbox.locator("li").first();
    await second.locator("summary").click();
    assert.ok((await second.locator("dl").innerText()).includes("second"));
    await send("other", "x");
    await inbox.filter({ hasText: "other" }).waitFor();
  });

  test("says where no requests are kept", async (t) => {
    const server = await serveMocks(t, HELLO, { WASMOCK_LOCAL: "1", WASMOCK_JOURNAL: "0" });
    await sees(await open(server), "WASMOCK_JOURNAL=1");
  });
});
