// The packed package in fresh projects of every kind: each asks a mock and gets its webhook.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import * as esbuild from "esbuild";
import * as vite from "vite";
import { send } from "../http/support/client.js";
import { wranglerDev } from "../http/support/wrangler.js";
import { noBrowser, startBrowser } from "../page/support.js";
import { startSink } from "../play/sink.js";
import { serveFolder, toldBy } from "./support/page.js";
import { run, runScript } from "./support/program.js";
import { installed, project } from "./support/project.js";
import { dropTarball } from "./support/tarball.js";
import { webpack } from "./support/webpack.js";
import { atEnd } from "../play/ends.js";

const STORY = ["mocks.yml", "story.mjs"];
const WEB = [...STORY, "host.mjs", "web.mjs"];
const PAGE = '<!doctype html><link rel="icon" href="data:,"><script src="bundle.js"></script>';

let sink;
before(async () => (sink = await startSink({ cors: true })));
after(() => sink.end());
after(dropTarball);

/** Where the webhook of a project goes: a path of its own. */
const callbackOf = (name) => `${sink.url}/${name}`;

/** The story as it must be told, and the webhook as it must have come. */
function holds(told, name) {
  assert.equal(told.tries.length, 1, JSON.stringify(told));
  const [{ ms, ...tried }] = told.tries;
  assert.ok(ms >= 0);
  assert.deepEqual(
    { ...told, tries: [tried] },
    {
      status: 201,
      body: '{"id": 7, "total": 120.50, "shop": "berlin"}',
      before: ["scheduled"],
      after: "sent",
      tries: [{ at: "2026-11-21T10:01:00.000Z", status: 200, error: null }],
    },
  );
  const arrivals = sink.arrivals.filter(({ path }) => path === `/${name}`);
  assert.deepEqual(
    arrivals.map(({ method, headers, body }) => [method, headers["x-token"], body]),
    [["POST", ["s3cret"], '{"order":"7"}']],
  );
}

/** The story that a script of a project tells. */
async function tells(folder, script, name) {
  holds(await runScript(folder, script, { CALLBACK: callbackOf(name) }), name);
}

describe("in Node", () => {
  test("by import, with nothing else installed", async (t) => {
    const folder = await project(t, ...STORY, "esm.mjs");
    assert.deepEqual(await installed(folder), ["wasmock"]);
    await tells(folder, "esm.mjs", "esm");
  });

  test("by the command, which brings all that it writes", async (t) => {
    const folder = await project(t, "mocks.yml");
    const said = await run(folder, "npx", "wasmock", "check", "mocks.yml");
    assert.match(said, /mocks\.yml: 2 endpoints, no mistakes/);
    const wasmock = (...args) => run(folder, join(folder, "node_modules/.bin/wasmock"), ...args);
    assert.match(await wasmock("--version"), /^\D*\d+\.\d+\.\d+\s*$/);
    assert.match(JSON.parse(await wasmock("schema")).$schema, /json-schema/);
    await wasmock("init", "--browser", "public");
    await wasmock("init", "--worker", "my-mocks");
    for (const written of [
      "public/wasmock-sw.js",
      "my-mocks/wrangler.toml",
      "my-mocks/mocks.yml",
    ]) {
      assert.ok(existsSync(join(folder, written)), written);
    }
  });

  test("by require", async (t) => {
    await tells(await project(t, ...STORY, "cjs.cjs"), "cjs.cjs", "cjs");
  });
});

describe("bundled for Node", () => {
  for (const [format, outfile] of [
    ["esm", "bundle.mjs"],
    ["cjs", "bundle.cjs"],
  ]) {
    test(`by esbuild as ${format}`, async (t) => {
      const folder = await project(t, ...WEB);
      await bundle(folder, { platform: "node", format, outfile });
      await tells(folder, outfile, `esbuild-${format}`);
    });
  }

  test("by webpack", async (t) => {
    const folder = await project(t, ...WEB);
    await webpack(folder, "node");
    await tells(folder, "bundle.js", "webpack-node");
  });

  for (const [where, noExternal] of [
    ["beside", undefined],
    ["inside", true],
  ]) {
    test(`by Vite as SSR, wasmock ${where} the bundle`, async (t) => {
      const folder = await project(t, ...WEB, "vite.mjs");
      await viteBuild(folder, { build: { ssr: "vite.mjs" }, ssr: { noExternal } });
      await tells(folder, "dist/vite.mjs", `vite-ssr-${where}`);
    });
  }
});

describe("bundled for a page", { skip: noBrowser }, () => {
  let browser;
  before(async () => (browser = await startBrowser()));
  after(() => browser?.close());

  /** The story that a page of a folder tells in the browser. */
  const isTold = async (t, folder, name) => isToldAt(await serveFolder(t, folder), name);

  async function isToldAt(address, name) {
    const query = new URLSearchParams({ callback: callbackOf(name) });
    holds(await toldBy(browser, `${address}/index.html?${query}`), name);
  }

  test("by esbuild", async (t) => {
    const folder = await project(t, ...WEB);
    await writeFile(join(folder, "index.html"), PAGE);
    await bundle(folder, { platform: "browser", format: "iife", outfile: "bundle.js" });
    await isTold(t, folder, "esbuild-page");
  });

  test("by webpack", async (t) => {
    const folder = await project(t, ...WEB);
    await writeFile(join(folder, "index.html"), PAGE);
    await webpack(folder, "web");
    await isTold(t, folder, "webpack-page");
  });

  test("by Vite", async (t) => {
    const folder = await project(t, ...WEB, "vite.mjs", "index.html");
    await viteBuild(folder, {});
    await isTold(t, join(folder, "dist"), "vite-page");
  });

  test("by nobody: Vite in development", async (t) => {
    const root = await project(t, ...WEB, "vite.mjs", "index.html");
    const server = { host: "127.0.0.1", port: 0 };
    const development = await vite.createServer({ ...QUIET, root, server });
    atEnd(t, () => development.close());
    await development.listen();
    const { port } = development.httpServer.address();
    await isToldAt(`http://127.0.0.1:${port}`, "vite-development");
  });
});

test("in a Worker under wrangler dev", async (t) => {
  const folder = await project(t, ...STORY, "worker.mjs", "wrangler.toml");
  const port = await wranglerDev(t, folder);
  const query = new URLSearchParams({ callback: callbackOf("worker") });
  const { body } = await send(port, { path: `/story?${query}` });
  holds(JSON.parse(body), "worker");
  const slow = await send(port, { path: "/slow" });
  assert.equal(slow.body, "slow", "the mock made at global scope answers too, and waits");
});

const bundle = (folder, options) =>
  esbuild.build({
    absWorkingDir: folder,
    entryPoints: ["web.mjs"],
    bundle: true,
    loader: { ".yml": "text" },
    logLevel: "error",
    ...options,
  });

const QUIET = { configFile: false, logLevel: "error" };

const viteBuild = (root, options) => vite.build({ ...QUIET, root, ...options });
