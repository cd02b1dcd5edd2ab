// The judge of the cases: what it takes for equal, and that it says what is not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { differences, differentJson } from "./expect.js";
import { exactNumbers, parseJson } from "./exact.js";

const yaml = (text) => parse(text, { customTags: (tags) => [exactNumbers, ...tags] });

const values = [
  ["1.50", "15e-1", true],
  ["100", "1e2", true],
  ["0", "-0.0", true],
  ["123456789012345678901", "123456789012345678901.0", true],
  ["123456789012345678901", "123456789012345678902", false],
  ["10", "1", false],
  ["1e999999999", "10e999999998", true],
  ["1", '"1"', false],
  ["{a: 1, b: [x, null]}", '{"b": ["x", null], "a": 1.0}', true],
  ["{a: 1}", '{"a": 1, "b": 2}', false],
  ["{…: true, a: 1}", '{"a": 1, "b": 2}', true],
  ["{a: 1, b: 2}", '{"a": 1}', false],
  ["{error: /name/}", '{"error": "no name", "code": "x"}', true],
  ["{error: /name/, a: 1}", '{"error": "no name", "code": "x", "a": 1}', false],
  ["[1, 2]", "[1]", false],
  ["[]", "{}", false],
  ["null", "false", false],
  ['"§int"', "12", true],
  ['"§int"', "1.5", false],
  ['"§int"', '"12"', false],
  ["/^a+$/", '"aaa"', true],
  ["/^a+$/", '"ab"', false],
];
for (const [wanted, got, holds] of values) {
  test(`${wanted} ${holds ? "takes" : "refuses"} ${got}`, () => {
    assert.equal(differentJson(yaml(wanted), parseJson(got)).length === 0, holds);
  });
}

const answer = {
  status: 200,
  headers: { "content-type": ["text/plain"], "set-cookie": ["a=1", "b=2"] },
  body: "one",
};
const answers = [
  ["{status: 200, text: one, headers: {Content-Type: /plain/, X-None: null}}", []],
  ["{headers: {Set-Cookie: [a=1, /^b/]}}", []],
  ["{status: 201}", ["status: expected 201, got 200"]],
  ["{text: two}", ['text: expected "two", got "one"']],
  ["{json: {}}", ['json: expected {}, got what is no JSON: "one"']],
  ["{headers: {Allow: GET}}", ['header Allow: expected "GET", got nothing']],
  ["{headers: {Content-Type: null}}", ['header Content-Type: expected none, got ["text/plain"]']],
];
for (const [wanted, faults] of answers) {
  test(`${wanted}: ${faults.length === 0 ? "holds" : faults}`, () => {
    assert.deepEqual(differences(yaml(wanted), answer), faults);
  });
}
