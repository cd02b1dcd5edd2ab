// Imports of the package's JavaScript run one way: ARCHITECTURE.md says which.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { test } from "node:test";
import { inCheckout } from "../../scripts/local/checkout.js";

/** The rooms of js/ from the ground up: one may use those of the rows above its own here, and itself. */
const ROWS = [
  ["signature"],
  ["core"],
  ["records"],
  ["webhooks"],
  ["mock"],
  ["check.js"],
  ["index.js", "node", "browser", "worker"],
  ["vite", "worker.js"],
];

const files = readdirSync(inCheckout("js"), { recursive: true })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".js"));

const row = (room) => ROWS.findIndex((rooms) => rooms.includes(room));

/** The room that a file of js/ belongs to: its folder there, or itself. */
const roomOf = (file) => file.split("/", 1)[0];

/** The files of js/ that a file imports. */
const imported = (file) =>
  [...readFileSync(inCheckout("js", file), "utf8").matchAll(/\bfrom "(\.[^"]+)"/g)]
    .map(([, path]) => posix.join(posix.dirname(file), path))
    .filter((path) => !path.startsWith(".."));

test("imports run one way", () => {
  assert.deepEqual([...new Set(files.map(roomOf))].sort(), ROWS.flat().sort());
  const wrong = files.flatMap((file) =>
    imported(file)
      .filter((path) => roomOf(path) !== roomOf(file) && row(roomOf(path)) >= row(roomOf(file)))
      .map((path) => `${file} must not use ${path}`),
  );
  assert.deepEqual(wrong, []);
});
