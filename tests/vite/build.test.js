// The plugin in a build: what `vite build` makes, and `vite preview` serves.

import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { noBrowser } from "../../scripts/setup/browser.js";
import { launchChromium } from "../browser/support/browsers.js";
import { openMocked } from "./support/page.js";
import { buildVite, startPreview, viteProject } from "./support/project.js";

const HELLO = "- endpoint: {path: /hello, response: {body: built}}\n";
const WRONG = "- endpoint: {path: /hello, repsonse: {body: wrong}}\n";

/** The page imports the mocks where a build leaves the code out. */
const IN_DEVELOPMENT_ONLY = `if (import.meta.env.DEV) {
  const { start } = await import("virtual:wasmock");
  await start();
}
`;

const namesIn = async (folder) => (await readdir(folder, { recursive: true })).sort();

/** All that a build made, as one text. */
async function textOf(folder) {
  const names = (await namesIn(folder)).filter((name) => /\.(js|html)$/.test(name));
  return (await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")))).join("\n");
}

describe("wasmock/vite in a build", () => {
  test("puts the worker beside the page, and the mocks into its code", async (t) => {
    const files = { "mocks.yml": HELLO, ".env": "SHOP_TOKEN=s3cret\n" };
    const root = await viteProject(t, files, { serviceWorker: "mocks-sw.js" });
    await buildVite(root);
    const built = join(root, "dist");
    assert.ok((await namesIn(built)).includes("mocks-sw.js"));
    const worker = await readFile(join(root, "node_modules/wasmock/dist/sw.js"), "utf8");
    assert.equal(await readFile(join(built, "mocks-sw.js"), "utf8"), worker);
    const text = await textOf(built);
    assert.ok(text.includes("body: built"));
    assert.ok(!text.includes("s3cret"));
  });

  for (const [how, main] of [
    ["nothing imports them", "document.title = 'no mocks';\n"],
    ["they are imported in development only", IN_DEVELOPMENT_ONLY],
  ]) {
    test(`has nothing of the mocks where ${how}, right or wrong`, async (t) => {
      const root = await viteProject(t, { "mocks.yml": WRONG, "main.js": main }, {});
      await buildVite(root);
      const built = join(root, "dist");
      assert.ok(!(await namesIn(built)).includes("wasmock-sw.js"));
      assert.ok(!(await textOf(built)).includes("/hello"));
    });
  }

  test("fails by a wrong mocks file, with the drawing", async (t) => {
    const root = await viteProject(t, { "mocks.yml": WRONG }, {});
    await assert.rejects(buildVite(root), ({ message }) => {
      assert.match(message, /--> mocks\.yml:1:28/);
      assert.match(message, /did you mean `response`\?/);
      return true;
    });
  });

  test("refuses options that it does not know", async (t) => {
    for (const [options, words] of [
      [{ mock: "mocks.yml" }, /`mock` is not an option of the plugin/],
      [{ serviceWorker: "assets/sw.js" }, /`serviceWorker` .* a file's name/],
      [{ relay: "yes" }, /`relay` .* true or false/],
      [{ env: { PORT: 80 } }, /PORT is 80: write "80"/],
    ]) {
      await assert.rejects(buildVite(await viteProject(t, { "mocks.yml": HELLO }, options)), words);
    }
  });
});

describe("wasmock/vite in a preview", { skip: noBrowser("chromium") }, () => {
  let browser;
  before(async () => (browser = await launchChromium()));
  after(() => browser?.end());

  for (const base of ["/", "/app/", "./"]) {
    test(`the page is mocked under ${base}`, async (t) => {
      const root = await viteProject(t, { "mocks.yml": HELLO }, {});
      const config = await readFile(join(root, "vite.config.js"), "utf8");
      const based = config.replace("{ plugins", `{ base: ${JSON.stringify(base)}, plugins`);
      await writeFile(join(root, "vite.config.js"), based);
      const { url } = await startPreview(root);
      const page = await openMocked(browser, url + base.replace(".", ""));
      t.after(page.close);
      assert.deepEqual(await page.ask("/hello"), [200, "built"]);
    });
  }
});
