// docs/npm.md and the README: their examples do what they say, run against the packed package in a project of
// their own.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { inCheckout } from "../../scripts/local/checkout.js";
import { run } from "./support/program.js";
import { project } from "./support/project.js";
import { dropTarball } from "./support/tarball.js";

after(dropTarball);

const read = (file) => readFile(inCheckout(file), "utf8");

const text = await read("docs/npm.md");

/** The blocks of a language in a Markdown text, each under the heading that it stands under. */
function blocks(text, language) {
  const found = text.matchAll(/^#+ (?<heading>.*)$|^```(?<fence>\w+)\n(?<code>[^]*?)^```$/gm);
  let under = "";
  return [...found].flatMap(({ groups: { heading, fence, code } }) => {
    under = heading ?? under;
    return fence === language ? [{ under, code }] : [];
  });
}

test("the examples of docs/npm.md run", async (t) => {
  const folder = await project(t);
  const [mocks] = blocks(text, "yaml");
  await writeFile(join(folder, "mocks.yml"), mocks.code);
  const examples = blocks(text, "js");
  assert.ok(examples.length >= 9, `${examples.length} examples`);
  for (const [index, { under, code }] of examples.entries()) {
    await t.test(under, async () => {
      await writeFile(join(folder, `example-${index}.mjs`), code);
      await run(folder, process.execPath, `example-${index}.mjs`);
    });
  }
});

test("the README's example of a test sends its webhook, and shows it", async (t) => {
  const readme = await read("README.md");
  const [mocks] = blocks(readme, "yaml");
  const [example, page] = blocks(readme, "js");
  const folder = await project(t);
  await writeFile(join(folder, "mocks.yml"), mocks.code);
  await writeFile(join(folder, "example.mjs"), example.code);
  const shown = await run(folder, process.execPath, "example.mjs");
  const [, told] = /console\.log\(.*\); \/\/ (.*)/.exec(example.code);
  const fields = told.match(/\w+: '[^']+'/g);
  assert.deepEqual(fields, ["name: '/orders/:shop'", "state: 'sent'"]);
  for (const field of fields) assert.ok(shown.includes(field), `${field} in\n${shown}`);
  assert.ok(
    (await read("docs/browser.md")).includes(page.code.trim()),
    "its page is that of the guide",
  );
});

test("the test in the guide to webhooks passes", async (t) => {
  const guide = await read("docs/webhooks.md");
  const folder = await project(t);
  const [mocks] = blocks(guide, "yaml");
  const { code } = blocks(guide, "js").find(({ under }) => under === "In a test");
  await writeFile(join(folder, "mocks.yml"), mocks.code);
  await writeFile(join(folder, "example.mjs"), code);
  await run(folder, process.execPath, "example.mjs");
});

test("every option and method of the types is told of", async () => {
  const types = await readFile(inCheckout("types/mock.d.cts"), "utf8");
  const names = [...types.matchAll(/^ {2}(?:readonly )?(\w+)[?:(<]/gm)].map(([, name]) => name);
  assert.ok(names.length > 20, names.join());
  assert.deepEqual(
    names.filter((name) => !new RegExp(`\\b${name}\\b`).test(text)),
    [],
  );
});
