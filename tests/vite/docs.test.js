// The example of docs/vite.md, as it stands there, in a real Vite and a real browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { noBrowser } from "../../scripts/setup/browser.js";
import { launchChromium } from "../browser/support/browsers.js";
import { filesOf } from "../http/support/document.js";
import { sinkOf } from "../play/sink.js";
import { openPage } from "./support/page.js";
import { startVite, viteProject } from "./support/project.js";

/** Where the example's webhook goes; the test has a server at another port. */
const TARGET = "http://localhost:3000";

test("the example of docs/vite.md works", { skip: noBrowser("chromium") }, async (t) => {
  const sink = await sinkOf(t);
  const files = await filesOf("docs/vite.md");
  assert.deepEqual(Object.keys(files), ["vite.config.js", "mocks.yml", "main.js"]);
  assert.ok(files["mocks.yml"].includes(TARGET));
  const mocks = files["mocks.yml"].replace(TARGET, sink.url);
  const started = `${files["main.js"]}console.log("started");\n`;
  const secret = { ".env": "SHOP_TOKEN=s3cret\n" };
  const changed = { ...files, ...secret, "mocks.yml": mocks, "main.js": started };
  const { url } = await startVite(await viteProject(t, changed));
  const page = await openPage(await launchChromium(t), url);
  await page.sees("log: started");
  const body = '{"name": "Zoë"}';
  const [status, answer] = await page.ask("/api/orders", { method: "POST", body });
  assert.equal(status, 201);
  assert.match(JSON.parse(answer).id, /^[0-9a-f-]{36}$/);
  assert.ok(await sink.until((arrivals) => arrivals.length === 1), "it should come");
  const [arrival] = sink.arrivals;
  assert.deepEqual(
    [arrival.method, arrival.path, arrival.headers.authorization, JSON.parse(arrival.body)],
    ["POST", "/hooks/order-paid", ["s3cret"], { event: "paid", name: "Zoë" }],
  );
});
