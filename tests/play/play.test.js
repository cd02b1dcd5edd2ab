// The player on a host that is made up: what it sends, leaves out and complains of.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parseCase } from "./case.js";
import { play } from "./play.js";
import { sinkOf } from "./sink.js";

/** A host that notes what it is asked and answers 200; `act` comes before each answer. */
function made(name, act = () => {}) {
  const asked = [];
  const send = async (request) => {
    asked.push(request.path);
    await act(request);
    return { status: 200, headers: { "x-a": ["b"] }, body: "{}", at: Date.now() };
  };
  return { name, send, asked };
}

const read = (steps) => parseCase("a.yml", `name: a\nmocks: ""\nsteps:\n${steps}`);

test("the steps go to the host in order, but those it leaves out", async (t) => {
  const one = read(`
  - {request: {path: /1}, status: 200, headers: {X-A: b}, json: {}}
  - {request: {path: /2}, status: 500, except: {serve: it is so}}
  - {request: {path: /3}}`);
  const sink = await sinkOf(t);
  const host = made("serve");
  await play(one, host, sink);
  assert.deepEqual(host.asked, ["/1", "/3"]);
  await assert.rejects(play(one, made("node"), sink), {
    message: /a\.yml, step 2, on node: sent .*\n {2}status: expected 500, got 200/,
  });
});

test("what the sink receives is compared with what it should", async (t) => {
  const sink = await sinkOf(t);
  const hook = () => fetch(`${sink.url}/hook`, { method: "POST", body: "x" });
  const right = "{request: {path: /}, sink: [{method: POST, path: /hook, text: x}]}";
  await play(read(`  - ${right}`), made("node", hook), sink);
  const wrong = [
    ["[]", /the sink got POST \/hook x/],
    ["[{path: /hook, text: y}]", /the sink did not get/],
    ["[{path: /hook, after: 2}]", /the sink did not get/],
  ];
  for (const [expected, message] of wrong) {
    const one = read(`  - {request: {path: /}, sink: ${expected}}`);
    await assert.rejects(play(one, made("node", hook), sink), { message });
  }
});

test("a sink for browsers answers a preflight, which is no arrival", async (t) => {
  const sink = await sinkOf(t, { cors: true });
  sink.answer("/hook", [503]);
  const headers = {
    origin: "http://127.0.0.1",
    "access-control-request-method": "BREW",
    "access-control-request-headers": "authorization,x-a",
  };
  const preflight = await fetch(`${sink.url}/hook`, { method: "OPTIONS", headers });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-methods"), "BREW");
  assert.equal(preflight.headers.get("access-control-allow-headers"), "authorization,x-a");
  const arrival = await fetch(`${sink.url}/hook`, { method: "OPTIONS" });
  assert.equal(arrival.status, 503);
  assert.equal(arrival.headers.get("access-control-allow-origin"), "*");
  assert.deepEqual(
    sink.arrivals.map(({ method, path }) => [method, path]),
    [["OPTIONS", "/hook"]],
  );
});

test("a host whose answer is read late has its webhooks no earlier for it", async (t) => {
  const sink = await sinkOf(t);
  const host = made("node", () => fetch(`${sink.url}/hook`, { method: "POST" }));
  const late = async (request) => ({ ...(await host.send(request)), at: Date.now() + 2000 });
  const one = (after) => read(`  - {request: {path: /}, sink: [{path: /hook, after: ${after}}]}`);
  await play(one(0), { ...host, send: late }, sink);
  const early = play(one(60), { ...host, send: late }, sink);
  await assert.rejects(early, { message: /the sink did not get/ });
});
