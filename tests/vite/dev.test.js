// The plugin in development: a real Vite, a real browser.

import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { launchChromium } from "../browser/support/browsers.js";
import { replace } from "../http/support/hello.js";
import { sinkOf, until } from "../play/sink.js";
import { noBrowser } from "../../scripts/setup/browser.js";
import { openMocked, openPage } from "./support/page.js";
import { startVite, viteProject } from "./support/project.js";

const hello = (body) => `- endpoint: {path: /hello, response: {body: ${body}}}\n`;
const WRONG = "- endpoint: {path: /hello, repsonse: {body: wrong}}\n";

describe("wasmock/vite in development", { skip: noBrowser("chromium") }, () => {
  let browser;
  before(async () => (browser = await launchChromium()));
  after(() => browser?.end());

  /** A project with these mocks, served, and a page of it that is mocked: what a test needs. */
  async function opened(t, mocks, { files, options = {}, base = "/" } = {}) {
    const root = await viteProject(t, { "mocks.yml": mocks, ...files }, options);
    const vite = await startVite(root, { base });
    const page = await openMocked(browser, vite.url + base);
    t.after(page.close);
    return { root, vite, page, write: (text) => replace(join(root, "mocks.yml"), text) };
  }

  /** Waits until the page gets this answer; throws what it gets instead. */
  async function answers(page, body) {
    const isSo = async () => (await page.ask("/hello"))[1] === body;
    assert.ok(await until(isSo), `${await page.ask("/hello")} is not ${body}`);
  }

  test("a change of the mocks file reaches the page without a reload", async (t) => {
    const { vite, page, write } = await opened(t, hello("first"));
    assert.deepEqual(await page.ask("/hello"), [200, "first"]);
    await page.run(() => void (window.marker = "still here"));
    await write(hello("second"));
    await answers(page, "second");
    assert.equal(await page.run(() => window.marker), "still here");
    await vite.terminal.sees("taken up mocks.yml");
    await page.reload();
    await page.isMocked();
    assert.deepEqual(await page.ask("/hello"), [200, "second"]);
  });

  test("a mistake is drawn in the terminal and in the page, and the last good file goes on", async (t) => {
    const { vite, page, write } = await opened(t, hello("good"));
    await write(WRONG);
    for (const place of [vite.terminal, page]) await place.sees("--> mocks.yml:1:28");
    assert.match(await page.overlay(), /`repsonse` is not a key[^]*the last one goes on/);
    assert.deepEqual(await page.ask("/hello"), [200, "good"]);
    await page.reload();
    await page.isMocked();
    assert.deepEqual(await page.ask("/hello"), [200, "good"]);
    assert.match(await page.overlay(), /`repsonse` is not a key/);
    await write(hello("better"));
    await answers(page, "better");
    assert.equal(await page.overlay(), null);
  });

  test("a page that had no right file begins when there is one", async (t) => {
    const root = await viteProject(t, { "mocks.yml": WRONG }, {});
    const { url, terminal } = await startVite(root);
    await terminal.sees("--> mocks.yml:1:28");
    const page = await openPage(browser, url);
    t.after(page.close);
    await page.sees("pageerror: wasmock: the mocks file is wrong");
    assert.match(await page.overlay(), /`repsonse` is not a key/);
    await page.sees("] connected.");
    const reloaded = page.reloads();
    await writeFile(join(root, "mocks.yml"), hello("right"));
    await reloaded;
    await page.isMocked();
    assert.deepEqual(await page.ask("/hello"), [200, "right"]);
  });

  test("a file that is not there is told with what to do, and one that vanished is kept", async (t) => {
    const { root, vite, page } = await opened(t, hello("kept"));
    await rm(join(root, "mocks.yml"));
    await vite.terminal.sees("the mocks file mocks.yml can't be read");
    await page.sees("the last one goes on");
    assert.deepEqual(await page.ask("/hello"), [200, "kept"]);
  });

  test("a mocks file outside the root is followed too", async (t) => {
    const root = await viteProject(t, { "../api.yml": hello("outside") }, { mocks: "../api.yml" });
    const { url } = await startVite(root);
    const page = await openMocked(browser, url);
    t.after(page.close);
    assert.deepEqual(await page.ask("/hello"), [200, "outside"]);
    await writeFile(join(root, "../api.yml"), hello("changed"));
    await answers(page, "changed");
  });

  test("templates see the plugin's variables, and no page sees a secret", async (t) => {
    const mocks = `- settings: {env: [STAGE]}
- endpoint: {path: /hello, response: {body: "on {{env.STAGE}}"}}
`;
    const files = { ".env": "SHOP_TOKEN=s3cret\n" };
    const { vite, page } = await opened(t, mocks, { files, options: { env: { STAGE: "dev" } } });
    assert.deepEqual(await page.ask("/hello"), [200, "on dev"]);
    for (const path of ["/", "/main.js", "/@id/__x00__virtual:wasmock", "/@vite/client"]) {
      const served = await fetch(vite.url + path);
      assert.equal(served.status, 200, path);
      assert.ok(!(await served.text()).includes("s3cret"), path);
    }
  });

  for (const base of ["/", "/app/"]) {
    test(`a webhook comes through the relay, with its header fields and its secret, under ${base}`, async (t) => {
      const sink = await sinkOf(t);
      const mocks = `- endpoint:
    path: /pay
    webhooks:
      url: ${sink.url}/paid
      sleep-time: 100ms
      headers: {User-Agent: shop/1, Origin: "https://shop.example", Cookie: a=b, Authorization: $env:SHOP_TOKEN}
      body: {by: "{{json-params.name}}"}
    method: POST
`;
      const { page } = await opened(t, mocks, { files: { ".env": "SHOP_TOKEN=s3cret\n" }, base });
      const init = { method: "POST", body: '{"name": "Zoë"}' };
      assert.equal((await page.ask("/pay", init))[0], 200);
      assert.ok(await sink.until((arrivals) => arrivals.length === 1), "it should come");
      const [{ method, path, headers, body }] = sink.arrivals;
      assert.deepEqual([method, path, body], ["POST", "/paid", '{"by":"Zoë"}']);
      assert.deepEqual(
        ["user-agent", "origin", "cookie", "authorization"].map((name) => headers[name]),
        [["shop/1"], ["https://shop.example"], ["a=b"], ["s3cret"]],
      );
      await page.run(async () => {
        const mocking = await window.started;
        for (;;) {
          const [{ id, state }] = await mocking.webhooks.list();
          if (state === "sent") return mocking.webhooks.replay(id);
        }
      });
      assert.ok(await sink.until((arrivals) => arrivals.length === 2), "once more");
      for (const name of ["webhook-id", "cookie", "authorization"]) {
        assert.deepEqual(sink.arrivals[1].headers[name], headers[name], name);
      }
      assert.equal(sink.arrivals[1].body, body);
    });
  }

  test("an object's envelope comes through the relay as it was stored", async (t) => {
    const sink = await sinkOf(t);
    const mocks = `- endpoint:
    method: POST
    path: /assets
    webhooks:
      - {name: saved, payload: object, sleep-time: 0, url: "${sink.url}/saved"}
      - {name: ready, type: ready, sleep-time: 0, url: "${sink.url}/ready"}
`;
    const { page } = await opened(t, mocks);
    const init = { method: "POST", body: '{"id": 7}' };
    await page.ask("/assets", init);
    assert.ok(await sink.until((arrivals) => arrivals.length === 2), "both come");
    await page.ask("/assets", init);
    assert.ok(await sink.until((arrivals) => arrivals.length === 3), "one comes");
    const envelopes = sink.arrivals.filter(({ path }) => path === "/saved");
    const known = envelopes.map(({ body }) => /"operation":"(\w+)","sequence":(\d+),/.exec(body));
    assert.deepEqual(
      known.map(([, operation]) => operation),
      ["create", "update"],
    );
    assert.ok(BigInt(known[1][2]) > BigInt(known[0][2]));
    const { webhooks } = JSON.parse((await page.ask("/__wasmock/webhooks?name=saved"))[1]);
    assert.deepEqual(
      webhooks.map(({ body }) => body).reverse(),
      envelopes.map(({ body }) => body),
    );
  });

  test("a page that has another text than the server is told, when it connects", async (t) => {
    const main = `import.meta.hot.on("wasmock:mocks", (state) => (window.told = state.text));
import.meta.hot.send("wasmock:loaded", "the id of an older state");
window.started = Promise.resolve();
`;
    const { page } = await opened(t, hello("newer"), { files: { "main.js": main } });
    const told = () => page.run(() => window.told);
    assert.ok(await until(async () => (await told()) !== undefined), "it is told");
    assert.equal(await told(), hello("newer"));
  });

  test("the worker may be registered for pages above the base", async (t) => {
    const root = await viteProject(t, { "mocks.yml": hello("any") }, {});
    const { url } = await startVite(root, { base: "/app/" });
    const { status, headers } = await fetch(`${url}/app/wasmock-sw.js?destinations=image`);
    assert.equal(status, 200);
    assert.match(headers.get("content-type"), /^text\/javascript/);
    assert.equal(headers.get("service-worker-allowed"), "/");
  });

  test("what belongs to the plugin is not given to `start`", async (t) => {
    const main = MAIN_WITH_MOCKS;
    const root = await viteProject(t, { "mocks.yml": hello("plugin's"), "main.js": main }, {});
    const { url } = await startVite(root);
    const page = await openPage(browser, url);
    t.after(page.close);
    await page.sees("`mocks` is given to the plugin in vite.config");
  });

  test("a page that was stopped stays so", async (t) => {
    const { vite, page, write } = await opened(t, hello("mocked"));
    await page.run(async () => void (await (await window.started).stop()));
    await write(hello("changed"));
    await vite.terminal.sees("taken up mocks.yml");
    await write(WRONG);
    await page.sees("--> mocks.yml:1:28"); // and so it has heard of the change before
    assert.notEqual((await page.ask("/hello"))[1], "changed");
    assert.ok(!page.console.join("\n").includes("could not be taken up"));
  });
});

const MAIN_WITH_MOCKS = `import { start } from "virtual:wasmock";

window.started = start({ mocks: "other.yml" });
`;
