// What the terminal shows.

import assert from "node:assert/strict";
import { test } from "node:test";
import { colourOf, isNoise, shown } from "../../scripts/local/terminal.js";

const colours = [
  ["GET /a  200  GET /a  3 ms", "green"],
  ["GET /a  302  GET /a  3 ms", "cyan"],
  ["GET /a  404  no endpoint  1 ms", "yellow"],
  ["GET /a  500  GET /a  1 ms", "red"],
  ["webhook pay 1234 planned for 10:00:00", "dim"],
  ["webhook pay 1234 sent 200", "green"],
  ["webhook pay 1234 failed: no answer", "red"],
  ["something else", undefined],
];
for (const [line, colour] of colours) {
  test(`${line}: ${colour}`, () => assert.equal(colourOf(line), colour));
}

test("a line carries the time of day, and colours only where they are wanted", () => {
  const now = new Date(2026, 10, 21, 9, 8, 7);
  assert.equal(shown("GET /a  200", now, false), "09:08:07 GET /a  200");
  assert.ok(shown("GET /a  200", now, true).includes("\u001b[32mGET /a  200"));
});

const errors = [
  ["workerd/server/server.c++:1: info: restarted", true],
  ["workerd/server/server/listen/mod.rs:372: error: Uncaught exception: boom", false],
  ["a line of console.error", false],
];
for (const [line, noise] of errors) {
  test(`${line}: ${noise ? "noise" : "shown"}`, () => assert.equal(isNoise(line), noise));
}
