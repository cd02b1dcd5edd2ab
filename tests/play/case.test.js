// How a case is read: what it says of the hosts, and the mistakes that are refused.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parseCase } from "./case.js";
import { exclusion, HOSTS, leftOut } from "./hosts.js";
import { sendable } from "./request.js";

const step = "{request: {path: /}, status: 200";
const read = (text) => parseCase("a.yml", `name: a\nmocks: ""\n${text}`);

/** The hosts that do not play a case, each with its reason. */
const excluded = (one) =>
  Object.fromEntries(
    HOSTS.map((host) => [host, exclusion(one, host)]).filter(([, why]) => why !== undefined),
  );

test("a case is for every host", () => {
  assert.deepEqual(excluded(read(`steps: [${step}}]`)), {});
});

test("`only` names a host or several, and the others hear why", () => {
  const why = "it is so";
  const rest = { native: why, node: why, serve: why, chromium: why, firefox: why };
  assert.deepEqual(excluded(read(`only: workerd\nwhy: ${why}`)), rest);
  const some = read(`only: [workerd, node, serve, firefox]\nwhy: ${why}`);
  assert.deepEqual(excluded(some), { native: why, chromium: why });
});

test("`except` gives each host a reason of its own", () => {
  const one = read("except: {chromium: no bodies, firefox: no cookies}");
  assert.deepEqual(excluded(one), { chromium: "no bodies", firefox: "no cookies" });
});

test("a step is left out by the hosts it excepts only", () => {
  const one = read(`steps: [${step}}, ${step}, except: {node: no such method}}]`);
  assert.deepEqual(leftOut(one, "node"), [{ number: 2, why: "no such method" }]);
  assert.deepEqual(leftOut(one, "workerd"), []);
});

const mistakes = [
  ["only: workerd", /a\.yml: `only` asks for `why`/],
  ["why: so", /`only` asks for `why`/],
  ["only: []\nwhy: so", /`only` names no host/],
  ["only: [workerd, safari]\nwhy: so", /a\.yml, only: "safari" is no host: there are native, /],
  ["except: {safari: so}", /a\.yml, except: "safari" is no host/],
  ["except: {node: }", /a\.yml: `except` asks for a reason, in words, for node/],
  ["except: {node: ' '}", /asks for a reason/],
  ["except: {node: 7}", /asks for a reason/],
  [`steps: [${step}}, ${step}, except: {opera: so}}]`, /a\.yml, step 2, except: "opera" is no/],
  [`steps: [{wait: 1}, ${step}, except: {node: so}}]`, /no request is left for node/],
  ["steps: [{request: {path: /, body: x}}]", /step 1, request: `body` is not a key/],
  ["steps: [{status: 200}]", /step 1: neither `request` nor `wait`/],
];
for (const [text, message] of mistakes) {
  test(`refuses ${JSON.stringify(text)}`, () => assert.throws(() => read(text), { message }));
}

test("a request has its defaults, and JSON with the digits that were written", () => {
  const { steps } = read(
    "steps: [{request: {path: /a}}, {request: {method: PUT, path: /b, headers: {X-N: 1.0}, json: {n: 1.50}}}]",
  );
  assert.deepEqual(sendable(steps[0].request), {
    ...{ method: "GET", path: "/a" },
    ...{ headers: {}, body: undefined },
  });
  assert.deepEqual(sendable(steps[1].request), {
    ...{ method: "PUT", path: "/b" },
    ...{ headers: { "content-type": "application/json", "x-n": "1.0" }, body: '{"n":1.50}' },
  });
});
