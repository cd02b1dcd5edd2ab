// What is measured: each with a name, and `begin(size)`, which gives `{ask(path), end()}`.
//
// All have the same endpoints, `GET /api-N/users/:id`, and give the same JSON. Requests are for the
// mocks' own origin, and the answer's body is read as JSON.

import { createMock } from "../../dist/node.js";

const ORIGIN = "http://localhost";

/** The answer that all give. */
const user = (id) => ({ id, name: "Ana", active: true });

const paths = (size) => Array.from({ length: size }, (_, i) => `/api-${i}/users/:id`);

const mocks = (size) =>
  paths(size).map((path) => ({
    endpoint: { path, response: { body: { id: "{{path-params.id}}", name: "Ana", active: true } } },
  }));

/** A fetch handler as one writes it by hand for these very endpoints. */
export const handWritten = {
  name: "hand-written handler",
  begin: () => {
    const handler = async (request) => {
      const match = /^\/api-\d+\/users\/([^/]+)$/.exec(new URL(request.url).pathname);
      return match ? Response.json(user(match[1])) : new Response(null, { status: 404 });
    };
    return { ask: (path) => handler(new Request(ORIGIN + path)), end: () => {} };
  },
};

export const mockFetch = {
  name: "wasmock mock.fetch",
  begin: (size) => {
    const mock = createMock(mocks(size));
    return { ask: (path) => mock.fetch(new Request(ORIGIN + path)), end: () => mock.close() };
  },
};

export const mockInstall = {
  name: "wasmock mock.install",
  begin: (size) => {
    const mock = createMock(mocks(size));
    mock.install();
    return { ask: (path) => fetch(ORIGIN + path), end: () => mock.close() };
  },
};

/** `setupServer` of the version of MSW that is imported from `module`. */
export const setupServer = (name, module) => ({
  name,
  begin: async (size) => {
    const { setupServer } = await import(`${module}/node`);
    const { http, HttpResponse } = await import(module);
    const handlers = paths(size).map((path) =>
      http.get(ORIGIN + path, ({ params }) => HttpResponse.json(user(params.id))),
    );
    const server = setupServer(...handlers);
    server.listen({ onUnhandledRequest: "error" });
    return { ask: (path) => fetch(ORIGIN + path), end: () => server.close() };
  },
});
