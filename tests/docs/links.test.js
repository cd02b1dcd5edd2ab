// Every link from one page of the project to another leads somewhere.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { inCheckout } from "../../scripts/local/checkout.js";
import { markdownIn, pages } from "./support/pages.js";

/** A page without its blocks of code, whose brackets are no links. */
const proseOf = (page) => readFileSync(inCheckout(page), "utf8").replace(/^ *```.*?^ *```$/gms, "");

/** The anchors of a page: its headings, as GitHub writes them. */
const anchorsOf = (page) =>
  [...proseOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

const linksOf = (page) => [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);

const isElsewhere = (link) => /^[a-z]+:/.test(link);

/** Why a link of a page leads nowhere; nothing if it does. */
function fault(page, link) {
  const [path, anchor] = link.split("#");
  const target = path ? join(dirname(page), path) : page;
  if (!existsSync(inCheckout(target))) return `${page}: ${link} is no file`;
  if (anchor && !anchorsOf(target).includes(anchor)) return `${page}: ${link} is no heading`;
  return undefined;
}

test("every link between the pages leads somewhere", () => {
  const links = pages.flatMap((page) => linksOf(page).map((link) => [page, link]));
  const inner = links.filter(([, link]) => !isElsewhere(link));
  assert.ok(inner.length > 50, `${inner.length} links are found`);
  assert.deepEqual(inner.map(([page, link]) => fault(page, link)).filter(Boolean), []);
});

test("every page of the documentation is linked to", () => {
  const targets = new Set(
    pages.flatMap((page) => linksOf(page).map((link) => join(dirname(page), link.split("#")[0]))),
  );
  const unlinked = markdownIn("docs").filter((page) => !targets.has(page));
  assert.deepEqual(unlinked, []);
});
