// `mock.listen()`: Node's HTTP server, to the byte.

import assert from "node:assert/strict";
import { connect } from "node:net";
import { describe, test } from "node:test";
import { createMock } from "../../dist/node.js";
import { isLoopback } from "../../js/node/loopback.js";
import { until } from "../play/sink.js";

const MOCKS = `- endpoint:
    path: /fields
    response:
      headers: {X-Big: "1", x-small: é, Set-Cookie: a=1, Connection: close, Trailer: X, Content-Length: "1"}
      body: "{{header-params}}"
- endpoint: {path: /empty, response: {status: 200}}
- endpoint: {path: /none, response: {status: 204}}
- endpoint: {path: /reset, response: {status: 205}}
- endpoint: {path: /slow, latency: 1h, response: {body: slow}}
- endpoint: {method: POST, path: /length, response: {body: "{{header-params.x-n}}"}}
- endpoint: {path: "/packed/:by", response: {headers: {Content-Encoding: "{{path-params.by}}"}, body: hello}}
- endpoint: {path: "/*rest", response: {body: "{{path-params.rest}} of {{header-params.host}}"}}
`;

/** A server that is closed when the test `t` ends. */
async function serving(t) {
  const mock = createMock(MOCKS);
  t.after(() => mock.close());
  return { mock, ...(await mock.listen()) };
}

/** A connection that is sent what it is told and keeps what it gets. */
function dial(t, port) {
  const socket = connect(port, "127.0.0.1");
  const peer = { got: "", isClosed: false, socket };
  socket.setEncoding("latin1").on("data", (text) => (peer.got += text));
  socket.on("error", (error) => (peer.error = error.code));
  socket.on("close", () => (peer.isClosed = true));
  t.after(() => socket.destroy());
  return {
    ...{ peer, socket },
    /** Sends bytes, a character each, and waits until a pattern is in what came. */
    ask: async (text, pattern) => {
      peer.got = "";
      socket.write(Buffer.from(text, "latin1"));
      assert.ok(await until(() => pattern.test(peer.got)), `${text}\n${peer.got}`);
      return peer.got;
    },
  };
}

describe("a served mock", () => {
  test("reads every repeated field, in the order of the names", async (t) => {
    const { ask } = dial(t, (await serving(t)).port);
    const fields =
      "b: 1\r\nHost: x\r\nA: \xc3\xa9\r\nB: 2\r\nContent-Type: t1\r\ncontent-type: t2\r\n";
    const got = await ask(`GET /fields HTTP/1.1\r\n${fields}\r\n`, /\}/);
    assert.ok(got.endsWith('{"a":"\xc3\xa9","b":"1, 2","content-type":"t1, t2","host":"x"}'), got);
  });

  test("packs a body as its Content-Encoding says, so that a client can read it", async (t) => {
    const { url, port } = await serving(t);
    for (const by of ["gzip", "br", "identity"]) {
      const response = await fetch(`${url}/packed/${by}`);
      assert.equal(response.headers.get("content-encoding"), by);
      assert.equal(await response.text(), "hello", by);
    }
    const { ask } = dial(t, port);
    const got = await ask("GET /packed/deflate HTTP/1.1\r\nHost: x\r\n\r\n", /hello/);
    assert.match(got, /content-length: 5\r\n/);
  });

  test("keeps the author's letters, and says itself how the body is cut", async (t) => {
    const { ask, peer } = dial(t, (await serving(t)).port);
    const got = await ask("GET /fields HTTP/1.1\r\nHost: x\r\n\r\n", /\}/);
    for (const line of ["X-Big: 1", "x-small: \xc3\xa9", "Set-Cookie: a=1", "content-length: 12"]) {
      assert.ok(got.includes(`\r\n${line}\r\n`), `${line} is not in\n${got}`);
    }
    assert.doesNotMatch(got, /connection: close|trailer/i);
    assert.match(
      await ask("GET /again HTTP/1.1\r\nHost: x\r\n\r\n", /again of x/),
      /^HTTP\/1\.1 200/,
    );
    assert.equal(peer.isClosed, false, "the connection is kept");
  });

  test("cuts answers without a body as HTTP wants it", async (t) => {
    const { ask } = dial(t, (await serving(t)).port);
    const head = async (method, path) =>
      (await ask(`${method} ${path} HTTP/1.1\r\nHost: x\r\n\r\n`, /\r\n\r\n/)).split("\r\n\r\n");
    for (const [method, path, length] of [
      ["GET", "/empty", "0"],
      ["GET", "/reset", "0"],
      ["GET", "/none", undefined],
      ["HEAD", "/fields", undefined],
    ]) {
      const [lines, body] = await head(method, path);
      assert.equal(/content-length: (\d+)/i.exec(lines)?.[1], length, `${method} ${path}`);
      assert.doesNotMatch(lines, /transfer-encoding/i, path);
      assert.equal(body, "", path);
    }
  });

  test("takes a target in absolute form, a long one, and one that no client would write", async (t) => {
    const { ask } = dial(t, (await serving(t)).port);
    const long = "a".repeat(60_000);
    for (const [target, rest] of [
      ["http://other.example/x?q", "x of x"],
      [`/${long}`, `${long} of x`],
      ["//y", "/y of x"],
      ["/%E2%82%AC", "\xe2\x82\xac of x"],
    ]) {
      const got = await ask(`GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`, / of x/);
      assert.ok(got.endsWith(`\r\n\r\n${rest}`), got.slice(-300));
    }
  });
});

describe("a body over 25 MiB", () => {
  const MIB = 1024 * 1024;
  const refused = /^HTTP\/1\.1 413 [^]*"body-too-large"\}/;

  test("is refused by its announced length, for other origins to read, and the connection ends", async (t) => {
    const { ask, peer, socket } = dial(t, (await serving(t)).port);
    const head = `POST /length HTTP/1.1\r\nHost: x\r\nOrigin: https://o.example\r\nContent-Length: ${26 * MIB}\r\n\r\n`;
    const got = await ask(head, refused);
    assert.match(got, /access-control-allow-origin: https:\/\/o\.example\r\n/);
    socket.end();
    assert.ok(await until(() => peer.isClosed));
  });

  test("is refused while it comes, and the answer is not lost", async (t) => {
    const { ask, peer, socket } = dial(t, (await serving(t)).port);
    const length = 60 * MIB; // far more than is read
    const head = "POST /length HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    const chunk = `${MIB.toString(16)}\r\n${"x".repeat(MIB)}\r\n`;
    socket.write(head);
    await ask(chunk.repeat(length / MIB), refused);
    socket.write("0\r\n\r\n");
    assert.ok(await until(() => peer.isClosed));
    assert.equal(peer.error, undefined);
  });
});

describe("a client that goes away", () => {
  test("while it sends or waits leaves the server well, and quiet", async (t) => {
    const { mock, port } = await serving(t);
    const error = t.mock.method(console, "error", () => {});
    const sending = dial(t, port);
    sending.socket.write("POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc");
    const waiting = dial(t, port);
    waiting.socket.write("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    await dial(t, port).ask("GET /a HTTP/1.1\r\nHost: x\r\n\r\n", /a of x/);
    for (const { socket } of [sending, waiting]) socket.resetAndDestroy();
    await dial(t, port).ask("GET /b HTTP/1.1\r\nHost: x\r\n\r\n", /b of x/);
    await mock.clock.advance("2h");
    await dial(t, port).ask("GET /c HTTP/1.1\r\nHost: x\r\n\r\n", /c of x/);
    assert.deepEqual(error.mock.calls, []);
  });
});

describe("where other machines may have asked", () => {
  const NOTHING = new Uint8Array();
  const status = async (mock, method, name, ...fields) => {
    const head = [`${method} http://localhost/__wasmock/${name}`, ...fields].join("\n");
    return (await mock.answer(head, NOTHING, false)).status;
  };

  test("the data wants the token, and no mocks are taken up", async (t) => {
    const mock = createMock(MOCKS, { env: { WASMOCK_TOKEN: "t" } });
    t.after(() => mock.close());
    const asked = [
      await status(mock, "GET", "endpoints", "host: localhost"),
      await status(mock, "GET", "endpoints", "authorization: Bearer x"),
      await status(mock, "GET", "endpoints", "authorization: Bearer t"),
      await status(mock, "PUT", "mocks", "authorization: Bearer t"),
      await status(mock, "GET", "health"),
    ];
    assert.deepEqual(asked, [401, 401, 200, 404, 200]);
  });

  test("there is no data without a token", async (t) => {
    const mock = createMock(MOCKS);
    t.after(() => mock.close());
    assert.equal(await status(mock, "GET", "webhooks", "host: localhost"), 404);
  });

  test("a host is known by its address", () => {
    for (const host of ["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1", "localhost"]) {
      assert.equal(isLoopback(host), true, host);
    }
    for (const host of ["0.0.0.0", "::", "10.0.0.1", "1270.0.0.1", "127.0.0.1.example.com", ""]) {
      assert.equal(isLoopback(host), false, host);
    }
  });
});

test("a port in use is told, and `close` frees it", async (t) => {
  const { port, close } = await serving(t);
  const other = createMock(MOCKS);
  t.after(() => other.close());
  await assert.rejects(other.listen({ port }), { code: "EADDRINUSE" });
  await close();
  const again = await other.listen({ port });
  assert.equal(again.url, `http://127.0.0.1:${port}`);
});
