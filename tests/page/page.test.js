// The page at /__wasmock/, in a real browser against real workerd.

/* global document, location -- of the page */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, describe, test } from "node:test";
import { startSink } from "../play/sink.js";
import { noBrowser, openPage, pageTexts, sees, serveMocks, startBrowser } from "./support.js";

const HELLO = "- endpoint: {path: /hello, response: {body: hello}}\n";
const TOKEN = "s3cret-token";

/** The address at which the page asks for webhooks, which is not that of its webhooks.js. */
const WEBHOOKS = /\/webhooks\?/;

/** The status that curl gets by a command of the page, as a person would run it. */
function statusOf(command) {
  const run = ["-c", `${command} -s -o /dev/null -w '%{http_code}'`];
  return execFileSync("sh", run, { encoding: "utf8", timeout: 10_000 });
}

/** A browser tells in its console of every answer that is an error. */
const TOLD = (status) => new RegExp(`status of ${status} `);

test("the files are small, ask no other origin and read no markup from a string", () => {
  const texts = pageTexts();
  const size = texts.reduce((all, text) => all + Buffer.byteLength(text), 0);
  assert.ok(size < 48_000, `${size} bytes`);
  const banned = [
    /(href|src|action)="(\w+:)?\/\/|\burl\(|@import|\bimport\(|\b(from|import) "(?!\.\/)/g,
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser/g,
    / style=| on\w+="/g, // the policy forbids these
  ];
  const found = texts.flatMap((text) => banned.flatMap((pattern) => text.match(pattern) ?? []));
  assert.deepEqual(found, []);
});

describe("the page", () => {
  let browser;
  before(async () => noBrowser || (browser = await startBrowser()));
  after(() => browser?.close());

  const inBrowser = (name, run) => test(name, { skip: noBrowser }, run);

  const open = (server, options) => openPage(browser, server, options);

  inBrowser("lists the endpoints, each with a command to try it", async (t) => {
    const mocks = `
- endpoint: {path: /hello, response: {body: hello}}
- endpoint: {method: post, path: "/orders/:id|int", response: {body: ok}, webhook: {name: paid, url: "http://127.0.0.1:9/"}}
- endpoint: {method: [PUT, DELETE], path: "/it's/:name", response: {body: ok}}
- endpoint: {method: PATCH, path: "/on/:day|date/*rest", response: {body: ok}}
- endpoint: {method: ANY, path: /any, host: api.example, response: {body: ok}}
- endpoint: {method: HEAD, path: /caf%C3%A9, response: {body: ok}}
- endpoint: {path: //two, response: {body: ok}}
- endpoint: {path: /search, query: {q: {required: true}, page: {type: int, required: true}, of: int}, response: {body: ok}}
- endpoint: {method: POST, path: /rated, headers: {X-Key: it's}, body: {title: a text, stars: [5]}, response: {body: ok}}
- endpoint: {method: [PATCH, GET], path: /bare, query: {n: {type: int, required: true, default: 1}}, body: '["a", "b"]', response: {body: ok}}
`;
    const server = await serveMocks(t, mocks);
    const page = await open(server);
    await sees(page, "10 endpoints");
    await page.locator("#endpoints tbody tr").last().waitFor(); // the count stands a little before the rows
    const rows = await page.locator("#endpoints tbody tr").evaluateAll((rows) =>
      rows.map((row) => ({
        methods: [...row.querySelectorAll("[data-method]")].map((badge) => badge.textContent),
        path: row.querySelector(".path").innerText.split("\n").filter(Boolean),
        curl: row.querySelector("code").textContent,
        link: row.querySelector("a")?.href,
      })),
    );
    const { url } = server;
    const any = `curl -H 'Host: api.example' ${url}/any`;
    assert.deepEqual(
      rows.map(({ methods, path, curl, link }) => [methods.join(), ...path, curl, link]),
      [
        ["GET", "/hello", `curl ${url}/hello`, `${url}/hello`],
        ["POST", "/orders/:id|int", "then calls paid", `curl -d '{}' ${url}/orders/1`, undefined],
        ["PUT,DELETE", "/it's/:name", `curl -X PUT -d '{}' '${url}/it'\\''s/name'`, undefined],
        [
          "PATCH",
          "/on/:day|date/*rest",
          `curl -X PATCH -d '{}' ${url}/on/2026-01-31/rest`,
          undefined,
        ],
        ["ANY", "/any", "at api.example", any, undefined],
        ["HEAD", "/caf%C3%A9", `curl -I ${url}/caf%C3%A9`, undefined],
        ["GET", "//two", `curl ${url}//two`, `${url}//two`],
        ["GET", "/search", `curl '${url}/search?q=q&page=1'`, `${url}/search?q=q&page=1`],
        [
          "POST",
          "/rated",
          `curl -d '{"title":"a text","stars":[5]}' -H 'X-Key: it'\\''s' ${url}/rated`,
          undefined,
        ],
        ["PATCH,GET", "/bare", `curl -X PATCH -d '["a","b"]' ${url}/bare`, undefined],
      ],
    );
    assert.deepEqual(
      rows.map(({ curl }) => statusOf(curl)),
      rows.map(() => "200"),
    );
    await page.getByRole("button", { name: `Copy curl ${url}/hello`, exact: true }).click();
    await sees(page, "Copied");
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `curl ${url}/hello`);
  });

  inBrowser("names the subscriptions, and what fires them", async (t) => {
    const mocks = `
- endpoint: {path: /hello, response: {body: hello}}
- webhook: {name: audit, target: "http://127.0.0.1:9/", events: [{method: [POST, PUT], url: ^/orders$}, {url: users}]}
- webhook: {target: "http://127.0.0.1:9/", events: {method: DELETE, url: <b>}}
`;
    const page = await open(await serveMocks(t, mocks));
    const first = "Subscriptions: audit on POST, PUT ^/orders$ or users; ";
    await sees(page, `${first}one without a name on DELETE <b>.`);
    await sees(page, "No webhooks yet: no answer has fired a subscription.");
  });

  inBrowser("a webhook appears when it is planned, and is followed until it is sent", async (t) => {
    const sink = await startSink();
    t.after(sink.end);
    const server = await serveMocks(
      t,
      `
- endpoint:
    method: POST
    path: /orders
    response: {status: 201}
    webhooks:
      - {name: shipped, sleep-time: 4, url: "${sink.url}/shipped", body: {order: "{{json-params.id}}"}}
      - {name: much-later, sleep-time: 1h, url: "${sink.url}/later"}
`,
    );
    const page = await open(server);
    await sees(page, "No webhooks yet. POST to /orders and they appear here.");
    await fetch(`${server.url}/orders`, { method: "POST", body: '{"id": 17}' });

    const waiting = page.locator("#waiting li");
    await waiting.filter({ hasText: "shipped" }).waitFor();
    assert.match(await waiting.last().innerText(), /much-later\s+in (1 h|59 min)/);
    assert.match(await page.title(), /^2 waiting/);
    const shipped = waiting.filter({ hasText: "shipped" });
    assert.match(await shipped.locator("time").innerText(), /^in \d s$|^now$/);
    await shipped.locator("summary").press("Enter");

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

  inBrowser("tells why a webhook failed or was skipped", async (t) => {
    const sink = await startSink();
    t.after(sink.end);
    sink.answer("/broken", [503]);
    const server = await serveMocks(
      t,
      `
- endpoint:
    path: /go
    response: {body: ok}
    webhooks:
      - {name: broken, sleep-time: 0, url: "${sink.url}/broken"}
      - {name: unwanted, if: "false", url: "${sink.url}/unwanted"}
`,
    );
    await fetch(`${server.url}/go`);
    const page = await open(server);
    await sees(page, "failed 503");
    for (const { name, state, reason } of (await server.ask("GET", "webhooks")).body.webhooks) {
      const row = page.locator("#latest li", { hasText: name }).locator("summary");
      const text = await row.innerText();
      assert.ok(text.includes(state) && text.includes(reason), `${name}: ${text}`);
    }
  });

  inBrowser("shows the requests that came in, and those that a condition holds for", async (t) => {
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

  inBrowser("says why a request was refused", async (t) => {
    const mocks = "- endpoint: {path: /hook, verify: {scheme: bearer, secret: a}}\n";
    const server = await serveMocks(t, mocks);
    const page = await open(server);
    await fetch(`${server.url}/hook`, { headers: { authorization: "Bearer b" } });
    const row = page.locator("#journal > li");
    await row.locator("summary", { hasText: "verify: the credentials do not match" }).click();
    assert.match(await row.locator("dl").innerText(), /Refused\s+the credentials do not match/);
  });

  inBrowser("shows the inboxes, and what is in those that are opened", async (t) => {
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

  inBrowser("says where no requests are kept", async (t) => {
    const server = await serveMocks(t, HELLO, { WASMOCK_LOCAL: "1", WASMOCK_JOURNAL: "0" });
    await sees(await open(server), "WASMOCK_JOURNAL=1");
  });

  inBrowser("sends a webhook again, or says why it can't", async (t) => {
    const sink = await startSink();
    t.after(sink.end);
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

  inBrowser("tells times by the clock of the mocks", async (t) => {
    const endpoint = "{path: /go, webhook: {url: 'http://127.0.0.1:9/', sleep-time: 90}}";
    const server = await serveMocks(t, `- endpoint: ${endpoint}\n`);
    const body = JSON.stringify({ by: "2h" });
    await fetch(`${server.url}/__wasmock/clock/advance`, { method: "POST", body });
    await fetch(`${server.url}/go`);
    const page = await open(server);
    await sees(page, /in 1 min \d+ s/);
    await sees(page, "just now");
  });

  inBrowser("whatever a file or a request holds stays text", async (t) => {
    const evil = `<x-evil><img src=x onerror="document.title='evil'"></x-evil>`;
    const hook = {
      name: `hook${evil}`,
      "sleep-time": "1h",
      url: "http://127.0.0.1:9/{{json-params.path}}",
      headers: { "x-evil": "{{json-params.text}}" },
      body: "{{json-params.text}}",
    };
    const script = { ...hook, name: "script", url: "{{json-params.url}}" };
    const endpoint = {
      method: ["POST", "GET"],
      path: `/${evil.replaceAll("?", "")}`,
      host: "a<x-evil>b",
    };
    const posted = {
      method: "POST",
      path: "/post",
      response: { body: "ok" },
      webhooks: [hook, script],
    };
    const mocks = [endpoint, posted]
      .map((endpoint) => `- ${JSON.stringify({ endpoint })}\n`)
      .join("");
    const server = await serveMocks(t, mocks);
    await fetch(`${server.url}/post`, {
      method: "POST",
      body: JSON.stringify({ path: evil, text: evil, url: `javascript://x/${evil}` }),
    });
    const page = await open(server);
    await page.locator("summary", { hasText: "hook<x-evil>" }).click();
    await page.locator("summary", { hasText: "javascript:" }).click();
    const text = await page.locator("body").innerText();
    assert.ok(text.split(evil).length > 4, `it should be shown as it is: ${text}`);
    const made = await page.evaluate(() => ({
      elements: document.querySelectorAll("x-evil, img, [onerror], script:not([src])").length,
      links: [...document.links].filter(({ origin }) => origin !== location.origin).length,
    }));
    assert.deepEqual(made, { elements: 0, links: 0 });
    assert.notEqual(await page.title(), "evil");
  });

  inBrowser("asks for the token, and keeps it in this tab only", async (t) => {
    const server = await serveMocks(t, HELLO, { WASMOCK_TOKEN: TOKEN });
    const urls = [];
    const prepare = (page) => page.on("request", (request) => urls.push(request.url()));
    const page = await open(server, { expected: TOLD(401), prepare });
    const field = page.getByLabel("The value of the secret");
    await field.waitFor();
    assert.equal(await page.locator("#data").isVisible(), false);
    await field.fill("wrong");
    await field.press("Enter");
    await sees(page, "That is not the token.");
    await field.fill("grüße");
    await field.press("Enter");
    await sees(page, "of ASCII");
    await field.fill(TOKEN);
    await page.getByRole("button", { name: "Show the data" }).click();
    await page.getByRole("link", { name: "/hello" }).waitFor();
    assert.equal(await field.isVisible(), false);

    await page.reload();
    await page.getByRole("link", { name: "/hello" }).waitFor();
    const kept = await page.evaluate(() => [
      Object.values(sessionStorage),
      localStorage.length,
      document.cookie,
      document.documentElement.outerHTML,
    ]);
    assert.deepEqual(kept.slice(0, 3), [[TOKEN], 0, ""]);
    assert.ok(![...urls, kept[3]].some((text) => text.includes(TOKEN)), "the token can be seen");
  });

  inBrowser("says how to set a token where there is none", async (t) => {
    const server = await serveMocks(t, HELLO, {});
    const page = await open(server, { expected: TOLD(404) });
    await sees(page, "npx wrangler secret put WASMOCK_TOKEN");
    await sees(page, "1 endpoint");
  });

  inBrowser("shows the diagnostics of a wrong mocks file", async (t) => {
    const server = await serveMocks(t, "- endpoint: {path: /a, respone: {}}\n");
    const page = await open(server, { expected: TOLD("50[03]") });
    await sees(page, "Running, with a wrong mocks file");
    const drawn = await page.locator("#mistakes pre").innerText();
    assert.match(drawn, /mocks\.yml:1:24/);
    assert.match(drawn, /did you mean `response`/);
    await sees(page, "None, until the mocks file is right.");
  });

  inBrowser("takes up a changed mocks file", async (t) => {
    const server = await serveMocks(t, "");
    const prepare = (page) => page.clock.install();
    const page = await open(server, { prepare });
    await sees(page, "every request is answered with 404");
    await server.ask("PUT", "mocks", HELLO);
    await page.clock.runFor(30_000);
    await page.getByRole("link", { name: "/hello" }).waitFor();
  });

  inBrowser("says when the server is gone, and goes on when it is back", async (t) => {
    const server = await serveMocks(t, HELLO);
    const page = await open(server, { expected: /ERR_CONNECTION|ERR_EMPTY|ERR_SOCKET/ });
    await sees(page, "Running");
    await server.end();
    await sees(page, "Not reachable, trying again");
    await serveMocks(t, HELLO, undefined, server.port);
    await page.locator("#state", { hasText: /^Running$/ }).waitFor();
  });

  inBrowser("turns pages", async (t) => {
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

  inBrowser("asks nothing while it is hidden, and one thing at a time", async (t) => {
    const server = await serveMocks(t, HELLO);
    let asked = 0;
    let release;
    const held = new Promise((resolve) => (release = resolve));
    const prepare = async (page) => {
      await page.clock.install();
      await page.addInitScript(() => {
        Object.defineProperty(document, "hidden", { get: () => globalThis.isHidden ?? false });
      });
      page.on("request", (request) => (asked += WEBHOOKS.test(request.url())));
      await page.route(WEBHOOKS, async (route) => {
        if (asked > 1) await held;
        await route.continue();
      });
    };
    const page = await open(server, { prepare });
    await sees(page, "no endpoint that has one");
    const asking = page.waitForRequest(WEBHOOKS);
    await page.clock.runFor(2_000);
    await asking;
    await page.clock.runFor(8_000); // less than the page's patience
    assert.equal(asked, 2, "the second answer had not come yet");
    const answered = page.waitForResponse(WEBHOOKS);
    const show = (isHidden) =>
      page.evaluate((isHidden) => {
        globalThis.isHidden = isHidden;
        document.dispatchEvent(new Event("visibilitychange"));
      }, isHidden);
    await show(true);
    release();
    await (await answered).finished();
    await page.clock.runFor(60_000);
    assert.equal(asked, 2, "the page was hidden");
    const again = page.waitForRequest(WEBHOOKS);
    await show(false);
    await again;
  });
});
