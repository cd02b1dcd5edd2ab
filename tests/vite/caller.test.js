// Who may use the relay, said of requests as plain data: no server here is open to other machines.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isLoopbackHost, refusal } from "../../js/vite/caller.js";

const HOST = "127.0.0.1:5173";

/** A request to a server that is bound to `address`. */
const request = (address, headers = {}) => ({
  headers: { host: HOST, origin: `http://${HOST}`, ...headers },
  socket: { encrypted: false, server: { address: () => ({ address }) } },
});

test("a page of this machine's own server may", () => {
  for (const address of ["127.0.0.1", "::1", "::ffff:127.0.0.1"]) {
    assert.equal(refusal(request(address)), undefined, address);
  }
});

test("nobody may where other machines reach the server, whatever they say", () => {
  for (const address of ["0.0.0.0", "::", "192.168.0.7", "::ffff:10.0.0.1", ""]) {
    assert.match(refusal(request(address)), /this machine alone/, address);
  }
});

test("a name that is led here, and a page of elsewhere, may not", () => {
  const rebound = { host: "evil.example", origin: "http://evil.example" };
  assert.match(refusal(request("127.0.0.1", rebound)), /"evil\.example"/);
  for (const headers of [{ origin: "http://evil.example" }, { "sec-fetch-site": "cross-site" }]) {
    assert.match(refusal(request("127.0.0.1", headers)), /its own origin only/);
  }
});

test("a page is told of the relay only where the server is for this machine alone", () => {
  for (const host of [undefined, false, "localhost", "app.localhost", "127.0.0.1", "::1"]) {
    assert.equal(isLoopbackHost(host), true, String(host));
  }
  for (const host of [true, "0.0.0.0", "::", "192.168.0.7", "example.com"]) {
    assert.equal(isLoopbackHost(host), false, String(host));
  }
});
