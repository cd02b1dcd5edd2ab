// The page at /__wasmock/ as a whole, in a real browser against real workerd.

/* global document, location -- of the page */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { PATIENCE_MS } from "../play/sink.js";
import { HELLO, inBrowser, pageTexts, sees, serveMocks, TOLD } from "./support.js";

const TOKEN = "s3cret-token";

/** The address at which the page asks for webhooks, which is not that of its webhooks.js. */
const WEBHOOKS = /\/webhooks\?/;

/** The status that curl gets by a command of the page, as a person would run it. */
function statusOf(command) {
  const run = ["-c", `${command} -s -o /dev/null -w '%{http_code}'`];
  return execFileSync("sh", run, { encoding: "utf8", timeout: PATIENCE_MS });
}

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

inBrowser("the page", (test, open) => {
  test("lists the endpoints, each with a command to try it", async (t) => {
    const mocks = `
- endpoint: {path: /hello, response: {body: hello}}
- endpoint: {method: post, path: "/orders/:id|int", response: {body: ok}, webhook: {name: paid, url: "http://127.0.0.1:9/"}}
- endpoint: {method: [PUT, DELETE], path: "/it's/:name", response: {body: ok}}
- endpoint: {method: PATCH, path: "/on/:day|date/*rest", response: {body: ok}}
- endpoint: {method: ANY, path: /any, host: api.example, response: {body: ok}}
- endpoint: {method: HEAD, path: /caf%C3%A9, response: {body: ok}}
- endpoint: {path: //two, response: {body: ok}}
- endpoint: {path: /search, query: {q: {required: true}, page: {type: int, required: true}, of: int}, response: {body: ok}}
- endpoint: {method: POST, path: /rated, headers: {X-Key: it's}, body: {title: a text, stars: [5]}, response: {body: ok}, webhooks: [{url: "http://127.0.0.1:9/"}, {name: seen, url: "http://127.0.0.1:9/"}, {url: "http://127.0.0.1:9/"}]}
- endpoint: {method: [PATCH, GET], path: /bare, query: {n: {type: int, required: true, default: 1}}, body: '["a", "b"]', response: {body: ok}, webhook: {url: "http://127.0.0.1:9/"}}
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
          "then calls seen, 2 more",
          `curl -d '{"title":"a text","stars":[5]}' -H 'X-Key: it'\\''s' ${url}/rated`,
          undefined,
        ],
        [
          "PATCH,GET",
          "/bare",
          "then calls 1 webhook",
          `curl -X PATCH -d '["a","b"]' ${url}/bare`,
          undefined,
        ],
      ],
    );
    assert.deepEqual(
      rows.map(({ curl }) => statusOf(curl)),
      rows.map(() => "200"),
    );
    const isSaid = sees(page, "Copied"); // for a moment only
    await page.getByRole("button", { name: `Copy curl ${url}/hello`, exact: true }).click();
    await isSaid;
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `curl ${url}/hello`);
  });

  test("names the subscriptions, and what fires them", async (t) => {
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

  test("whatever a file or a request holds stays text", async (t) => {
    const evil = `<x-evil><img src=x onerror="document.title='evil'"></x-evil>`;
    const hook = {
      name: `hook${evil}`,
      "sleep-time": "1h",
      url: "http://127.0.0.1:9/{{json-params.path}}",
      headers: { "x-evil": "{{json-params.text}}" },
      body: "{{json-params.text}}",
    };
    const script = { ...hook, name: "script", url: "{{json-params.url}}" };
    const endpoint = { method: ["POST", "GET"], path: `/${evil.replaceAll("?", "")}` };
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

  test("asks for the token, and keeps it in this tab only", async (t) => {
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

  test("says how to set a token where there is none", async (t) => {
    const server = await serveMocks(t, HELLO, {});
    const page = await open(server, { expected: TOLD(404) });
    await sees(page, "npx wrangler secret put WASMOCK_TOKEN");
    await sees(page, "1 endpoint");
  });

  test("shows the diagnostics of a wrong mocks file", async (t) => {
    const server = await serveMocks(t, "- endpoint: {path: /a, respone: {}}\n");
    const page = await open(server, { expected: TOLD("50[03]") });
    await sees(page, "Running, with a wrong mocks file");
    const drawn = await page.locator("#mistakes pre").innerText();
    assert.match(drawn, /mocks\.yml:1:24/);
    assert.match(drawn, /did you mean `response`/);
    await sees(page, "None, until the mocks file is right.");
  });

  test("takes up a changed mocks file", async (t) => {
    const server = await serveMocks(t, "");
    const prepare = (page) => page.clock.install();
    const page = await open(server, { prepare });
    await sees(page, "every request is answered with 404");
    await server.ask("PUT", "mocks", HELLO);
    await page.clock.runFor(30_000);
    await page.getByRole("link", { name: "/hello" }).waitFor();
  });

  test("says when the server is gone, and goes on when it is back", async (t) => {
    const server = await serveMocks(t, HELLO);
    const page = await open(server, { expected: /ERR_CONNECTION|ERR_EMPTY|ERR_SOCKET/ });
    await sees(page, "Running");
    await server.end();
    await sees(page, "Not reachable, trying again");
    await serveMocks(t, HELLO, undefined, server.port);
    await page.locator("#state", { hasText: /^Running$/ }).waitFor();
  });

  test("asks nothing while it is hidden, and one thing at a time", async (t) => {
    const server = await serveMocks(t, HELLO);
    let asked = 0;
    let release;
    const held = new Promise((resolve) => (release = resolve));
    const prepare = async (page) => {
      await page.clock.install();
      await page.addInitScript(() => {
        Object.defineProperty(document, "hidden", { get: () => globalThis.isHidden ?? false });
        AbortSignal.timeout = () => new AbortController().signal; // the page's patience is real time
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
    await page.clock.runFor(8_000);
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
