// The commands in the documentation: there are such commands, with such options.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { promisify } from "node:util";
import { inCheckout } from "../../scripts/local/checkout.js";
import { pages } from "./support/pages.js";

const execute = promisify(execFile);

/** The lines of all pages' commands, and what stands within a text as one. */
const lines = pages.flatMap((page) => {
  const text = readFileSync(inCheckout(page), "utf8");
  const blocks = [...text.matchAll(/^ *```(?:sh|console)\n(.*?)^ *```$/gms)];
  const inText = [...text.matchAll(/`((?:npx|npm|wasmock) [^`\n]+)`/g)];
  return [...blocks.flatMap(([, code]) => code.split("\n")), ...inText.map(([, code]) => code)].map(
    (line) => ({ page, line: line.replace(/#.*/, "") }),
  );
});

const optionsIn = (text) => text.match(/(?<=\s)--[a-z][a-z-]*/g) ?? [];

/** What a program says of itself. */
async function helpOf(...args) {
  const { stdout } = await execute(process.execPath, args);
  return stdout;
}

/** The options of a line that a program does not tell of, each with its place. */
const unknown = (help, { page, line }, options) =>
  options.filter((option) => !help.includes(option)).map((option) => `${page}: ${line}: ${option}`);

test("the commands of `wasmock`", async () => {
  const found = lines.flatMap((at) =>
    [...at.line.matchAll(/(?:npx |^\$ |^)wasmock ([a-z]+)([^|>&]*)/g)].map(([, name, rest]) => ({
      at,
      name,
      rest,
    })),
  );
  assert.ok(found.length > 10, `${found.length} commands are found`);
  const faults = [];
  for (const { at, name, rest } of found) {
    const help = await helpOf(inCheckout("dist/cli.js"), name, "--help");
    faults.push(...unknown(help, at, optionsIn(rest)));
  }
  assert.deepEqual(faults, []);
});

/** The pages under docs/ speak of their reader's project; these of the checkout. */
const isOfTheCheckout = ({ page }) => !page.startsWith("docs/");

test("the scripts of `npm`", async () => {
  const { scripts } = JSON.parse(readFileSync(inCheckout("package.json"), "utf8"));
  const found = lines.filter(isOfTheCheckout).flatMap((at) =>
    [...at.line.matchAll(/npm (?:run ([a-z:]+)|(start|test))\b( -- .*)?/g)].map(
      ([, run, short, rest = ""]) => ({
        at,
        name: run ?? short,
        rest: rest.replace(" -- ", " "),
      }),
    ),
  );
  assert.ok(found.length > 5, `${found.length} scripts are found`);
  const absent = found.filter(({ name }) => !Object.hasOwn(scripts, name));
  assert.deepEqual(
    absent.map(({ at }) => `${at.page}: ${at.line}`),
    [],
  );
  const starts = found.filter(({ name }) => name === "start");
  const help = await helpOf(inCheckout("scripts/start.js"), "--help");
  assert.deepEqual(
    starts.flatMap(({ at, rest }) => unknown(help, at, optionsIn(rest))),
    [],
  );
});
