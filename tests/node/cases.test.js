// Every case of tests/cases through `mock.fetch`.

import { check, createMock } from "../../dist/node.js";
import { describeCases } from "../play/cases.js";
import { sendable } from "../play/request.js";

describeCases("node", {
  check: (name, mocks) => check(mocks, { name }),
  start: (t, mocks, env) => {
    const mock = createMock(mocks, { env });
    t.after(() => mock.close());
    return { name: "node", send: (request) => send(mock, sendable(request)) };
  },
});

/** Sends a request to the host that it names. */
async function send(mock, { method, path, headers, body }) {
  const url = `http://${headers.host ?? "127.0.0.1"}${path}`;
  const response = await mock.fetch(url, { method, headers, body });
  const at = Date.now();
  const answered = await response.text();
  return { status: response.status, headers: lists(response.headers), body: answered, at };
}

/** Each field with the list of its values. */
function lists(headers) {
  const found = {};
  for (const [name, value] of headers) (found[name] ??= []).push(value);
  return found;
}
