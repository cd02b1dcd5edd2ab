// What `fetch` can't send as it is written, and what becomes of the rest.

import assert from "node:assert/strict";
import { test } from "node:test";
import { allCases } from "./cases.js";
import { fetchable } from "./fetch.js";
import { exclusion } from "./hosts.js";

const ORIGIN = "http://127.0.0.1:8080";
const inPage = { inPage: true };

test("a host is the authority, the rest stays as it is written", () => {
  const request = {
    method: "PUT",
    path: "//a%2F?b=c%2e",
    headers: { HOST: "a.test:81", "X-A": 1 },
  };
  assert.deepEqual(fetchable(ORIGIN, { ...request, json: {} }, inPage), {
    ...{ url: "http://a.test:81//a%2F?b=c%2e", method: "PUT", body: "{}" },
    headers: [
      ["content-type", "application/json"],
      ["x-a", "1"],
    ],
  });
  assert.equal(fetchable(ORIGIN, { path: "/" }).url, `${ORIGIN}/`);
});

const refused = [
  [{ path: "/a/../b" }, /fetch makes .*:8080\/b of/],
  [{ path: "/a/%2e/b" }, /fetch makes/],
  [{ path: "/a\\b" }, /fetch makes/],
  [{ path: "/ż" }, /fetch makes/],
  [{ path: "/?'" }, /fetch makes/],
  [{ path: "/", headers: { Host: "A.test" } }, /fetch makes/],
  [{ path: "/", headers: { Host: "a.test:80" } }, /fetch makes/],
  [{ path: "/", headers: { Host: "a b" } }, /is not a URL/],
  [{ path: "/", method: "TRACE" }, /refuses the method/],
  [{ path: "/", method: "put" }, /in capitals/],
  [{ path: "/", text: "" }, /no body with GET/],
];
for (const [request, why] of refused) {
  test(`fetch can't send ${JSON.stringify(request)}`, () =>
    assert.throws(() => fetchable(ORIGIN, request), why));
}

for (const name of ["Cookie", "Origin", "Content-Length", "Sec-Fetch-Mode", "User-Agent"]) {
  test(`only a page can't set the header ${name}`, () => {
    const request = { path: "/", headers: { [name]: "a" } };
    assert.throws(() => fetchable(ORIGIN, request, inPage), /a page can't set the header/);
    assert.deepEqual(fetchable(ORIGIN, request).headers, [[name.toLowerCase(), "a"]]);
  });
}

test("a page does not send a header of other letters", () => {
  const request = { path: "/", headers: { "X-A": "é" } };
  assert.throws(() => fetchable(ORIGIN, request, inPage), /the header x-a, which is not of ASCII/);
});

for (const host of ["node", "chromium", "firefox"]) {
  test(`each request of the cases can be sent on ${host}, or its step says that it can't`, () => {
    const cases = allCases().filter((one) => exclusion(one, host) === undefined);
    const requests = cases.flatMap(({ file, steps }) =>
      steps.flatMap(({ request, except }, i) =>
        request && !(host in except) ? [[file, i, request]] : [],
      ),
    );
    assert.ok(requests.length > 100);
    for (const [file, i, request] of requests) {
      const send = () => fetchable(ORIGIN, request, { inPage: host !== "node" });
      assert.doesNotThrow(send, `${file}, step ${i + 1}`);
    }
  });
}
