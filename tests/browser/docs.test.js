// The first example of docs/browser.md does what is said of it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inCheckout } from "../../scripts/local/checkout.js";
import { until } from "../play/sink.js";
import { inEachBrowser, mockedSite, openMocked } from "./support/mocked.js";

const text = readFileSync(inCheckout("docs/browser.md"), "utf8");

/** The first block of code of this language. */
const [mocks, script] = ["yaml", "js"].map(
  (language) => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(text)[1],
);

const [, line] = /\n {4}(\[wasmock\] .*) \d+ ms\n/.exec(text);

const [, call, user] = /^const user = (.*); \/\/ (.*)$/m.exec(script);

inEachBrowser("docs/browser.md", (browser) => {
  test("the example answers, and its line is in the console", async (t) => {
    const site = await mockedSite(t, { "/mocks.yml": { type: "text/yaml", body: mocks } });
    const page = await openMocked(t, browser, site, { mocks: "/mocks.yml" });
    const [got, wanted] = await page.run(
      (call, user) => Promise.all([call, user].map((code) => eval(`(async () => (${code}))()`))),
      call,
      user,
    );
    assert.deepEqual(got, wanted);
    const isShown = () => page.console.some((shown) => shown.startsWith(`log: ${line} `));
    assert.ok(await until(isShown), page.console.join("\n"));
  });
});
