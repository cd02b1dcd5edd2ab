// The server behind a page that is mocked: it gets what the worker lets go.

import assert from "node:assert/strict";
import { createMock } from "../../../dist/node.js";

/**
 * A function that answers what reaches a site: as the engine does where no endpoint answers, so that
 * a case's own words about it hold. What an endpoint answers should not have got that far: then the
 * test `t` fails.
 */
export function lettingGo(t, mocks, env) {
  const mock = createMock(mocks, { env, fetch: () => new Response() });
  const answered = [];
  mock.on("request", ({ endpoint, line }) => endpoint && answered.push(line));
  t.after(async () => {
    await mock.close();
    assert.deepEqual(answered, [], "the worker let go what an endpoint answers");
  });
  return async ({ method, path, headers, body }) => {
    const fields = Object.entries(headers).map(([name, value]) => `\n${name}: ${value}`);
    const head = `${method} http://${headers.host}${path}${fields.join("")}`;
    return mock.answer(head, new TextEncoder().encode(body));
  };
}
