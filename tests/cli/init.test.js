// `wasmock init`.

import assert from "node:assert/strict";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, test } from "node:test";
import { parse as parseToml } from "smol-toml";
import { inCheckout } from "../../scripts/local/checkout.js";
import { send } from "../http/support/client.js";
import { CLI, folderWith, run, serving } from "./support/command.js";

const manifest = JSON.parse(await readFile(inCheckout("package.json"), "utf8"));
const textOf = (...parts) => readFile(join(...parts), "utf8");

/** Runs `wasmock init` in a folder: what it printed. It must end well. */
async function init(t, folder, ...args) {
  const { code, out, err } = await run(t, folder, ["init", ...args]);
  assert.deepEqual([code, err], [0, ""]);
  return out;
}

describe("wasmock init", { concurrency: 2 }, () => {
  test("writes a first mocks.yml that serves, and never a second time", async (t) => {
    const folder = await folderWith(t);
    assert.match(await init(t, folder), /^wrote mocks\.yml\n[^]*npx wasmock serve/);
    const { port } = await serving(t, folder);
    const { body } = await send(port, { path: "/hello/ana" });
    assert.equal(body, "Hello, ana!");
    await writeFile(join(folder, "mocks.yml"), "mine");
    assert.match(await init(t, folder, "--force"), /^mocks\.yml is there already, and stays/);
    assert.equal(await textOf(folder, "mocks.yml"), "mine");
  });
});

describe("wasmock init --browser", { concurrency: 2 }, () => {
  const NAME = "wasmock-sw.js";

  test("writes the package's service worker, and says what to add", async (t) => {
    const folder = await folderWith(t);
    const out = await init(t, folder, "--browser", "public/");
    assert.match(
      out,
      /^wrote public\/wasmock-sw\.js\n[^]*import \{ start \} from "wasmock\/browser"/,
    );
    const [mark, ...rest] = (await textOf(folder, "public", NAME)).split("\n");
    assert.equal(rest.join("\n"), await readFile(inCheckout("dist/sw.js"), "utf8"));
    assert.ok(mark.startsWith(`// wasmock ${manifest.version}: written by \`wasmock init\``), mark);
    assert.match(
      await init(t, folder, "--browser", "public"),
      /^public\/wasmock-sw\.js is up to date/,
    );
  });

  test("brings its own older copy up to date", async (t) => {
    const folder = await folderWith(t, {
      [NAME]: "// wasmock 0.0.1: written by `wasmock init`, …\ntheOlderOne();\n",
    });
    assert.match(await init(t, folder, "--browser", "."), /^updated wasmock-sw\.js/);
    assert.doesNotMatch(await textOf(folder, NAME), /theOlderOne/);
  });

  test("overwrites no other's file, but with --force", async (t) => {
    const folder = await folderWith(t, { [NAME]: "theirs();\n" });
    const { code, out, err } = await run(t, folder, ["init", "--browser", "."]);
    assert.deepEqual([code, out], [1, ""]);
    assert.match(err, /^wasmock-sw\.js is another file: .*--force/);
    assert.equal(await textOf(folder, NAME), "theirs();\n");
    await init(t, folder, "--browser", ".", "--force");
    assert.notEqual(await textOf(folder, NAME), "theirs();\n");
  });

  test("says where a folder is a file", async (t) => {
    const folder = await folderWith(t, { public: "" });
    const { code, err } = await run(t, folder, ["init", "--browser", "public"]);
    assert.equal(code, 1);
    assert.match(err, /^public\/wasmock-sw\.js can't be (read|written): /);
  });

  test("says what a package without its files lacks", async (t) => {
    const folder = await folderWith(t);
    await mkdir(join(folder, "dist"));
    await writeFile(join(folder, "package.json"), '{"type": "module"}');
    for (const name of ["cli.js", "wasm.js"]) {
      await cp(join(CLI, "..", name), join(folder, "dist", name));
    }
    const cli = join(folder, "dist/cli.js");
    const { code, err } = await run(t, folder, ["init", "--browser", "."], { cli });
    assert.equal(code, 1);
    assert.match(err, /dist\/sw\.js is missing: install the package `wasmock` again/);
  });
});

describe("wasmock init --worker", { concurrency: 2 }, () => {
  const FILES = [".gitignore", "index.js", "mocks.yml", "package.json", "wrangler.toml"];

  test("writes a Worker that is named after its folder", async (t) => {
    const folder = await folderWith(t);
    const out = await init(t, folder, "--worker", "My Mocks!/");
    assert.match(out, /cd "My Mocks!\/"\n {2}npm install\n {2}npm run dev/);
    const home = join(folder, "My Mocks!");
    assert.deepEqual((await readdir(home)).sort(), FILES);
    const { name, dependencies } = JSON.parse(await textOf(home, "package.json"));
    assert.deepEqual(
      [name, resolve(home, dependencies.wasmock.replace(/^file:/, ""))],
      ["my-mocks", inCheckout()],
      "where the command is a checkout's, so is the package",
    );
    assert.equal(parseToml(await textOf(home, "wrangler.toml")).name, "my-mocks");
  });

  test("asks for the version that was installed from a registry", async (t) => {
    const folder = await folderWith(t);
    const packaged = join(folder, "node_modules/wasmock");
    await mkdir(join(packaged, "dist"), { recursive: true });
    for (const path of ["dist/cli.js", "dist/wasm.js", "templates", "package.json"]) {
      await cp(inCheckout(path), join(packaged, path), { recursive: true });
    }
    const cli = join(packaged, "dist/cli.js");
    assert.equal((await run(t, folder, ["init", "--worker", "w"], { cli })).code, 0);
    const { dependencies } = JSON.parse(await textOf(folder, "w/package.json"));
    assert.equal(dependencies.wasmock, `^${manifest.version}`);
  });

  test("is configured as the checkout's own Worker is", async (t) => {
    const folder = await folderWith(t);
    await init(t, folder, "--worker", "w");
    const kept = ({ compatibility_date, rules, durable_objects, migrations }) => ({
      ...{ compatibility_date, rules, durable_objects, migrations },
    });
    const theirs = parseToml(await textOf(folder, "w/wrangler.toml"));
    assert.deepEqual(kept(theirs), kept(parseToml(await textOf(inCheckout("wrangler.toml")))));
    const { devDependencies } = JSON.parse(await textOf(folder, "w/package.json"));
    assert.equal(devDependencies.wrangler, `^${manifest.devDependencies.wrangler}`);
  });

  test("may be run again, and leaves the mocks alone", async (t) => {
    const folder = await folderWith(t);
    await init(t, folder, "--worker", "w");
    await writeFile(join(folder, "w/mocks.yml"), "mine");
    const out = await init(t, folder, "--worker", "w");
    assert.match(out, /^w\/wrangler\.toml is up to date\n[^]*w\/mocks\.yml stays as it is\n/);
    assert.equal(await textOf(folder, "w/mocks.yml"), "mine");
  });

  test("writes nothing where one of its files is another's, but with --force", async (t) => {
    const folder = await folderWith(t, { "index.js": "theirs" });
    const { code, out, err } = await run(t, folder, ["init", "--worker", "."]);
    assert.deepEqual([code, out], [1, ""]);
    assert.match(
      err,
      /^index\.js: there already, with another text\nnothing was written: .*--force/,
    );
    assert.deepEqual(await readdir(folder), ["index.js"]);
    assert.match(
      await init(t, folder, "--worker", ".", "--force"),
      /^wrote wrangler\.toml\n[^]*updated index\.js\n/,
    );
  });
});
