// A server that records what it receives: where the webhooks of the tests go.

import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { listen } from "./listen.js";
import { atEnd } from "./ends.js";

/** How long what must come is waited for, in milliseconds: no time decides a test, however busy the machine is. */
export const PATIENCE_MS = 120_000;

/** What a browser wants to hear before it lets a page call another origin. */
const permission = ({ headers }) => ({
  "access-control-allow-origin": "*",
  "access-control-allow-headers": headers["access-control-request-headers"] ?? "*",
  "access-control-allow-methods": headers["access-control-request-method"] ?? "*",
});

const isPreflight = ({ method, headers }) =>
  method === "OPTIONS" && "access-control-request-method" in headers;

/**
 * Starts a sink: `{url, arrivals, answer(path, statuses), hold(path), until(condition, ms?), end}`.
 * With `cors` it lets a browser's webhooks in; their preflights are no arrivals.
 */
export async function startSink({ cors = false } = {}) {
  const arrivals = [];
  const statuses = new Map();
  const held = new Map();
  const server = createServer(async (request, response) => {
    if (cors) response.setHeaders(new Headers(permission(request)));
    if (cors && isPreflight(request)) return response.writeHead(204).end();
    const at = Date.now();
    const path = request.url;
    const body = await text(request);
    arrivals.push({ method: request.method, path, headers: request.headersDistinct, body, at });
    await held.get(path);
    response.statusCode = statuses.get(path)?.shift() ?? 200;
    response.end();
  });
  return {
    ...(await listen(server)),
    arrivals,
    /** The statuses that a path answers, one after the other, then 200. */
    answer: (path, list) => statuses.set(path, [...list]),
    /** Has a path answer nothing until the function is called that this gives. */
    hold: (path) => {
      let release;
      held.set(path, new Promise((resolve) => (release = resolve)));
      return release;
    },
    until: (condition, ms = PATIENCE_MS) => until(() => condition(arrivals), ms),
  };
}

/** Starts a sink that ends when the test `t` does. */
export async function sinkOf(t, options) {
  const sink = await startSink(options);
  atEnd(t, sink.end);
  return sink;
}

/** Waits until a condition holds, at most so long; whether it does. */
export async function until(condition, ms = PATIENCE_MS) {
  for (const deadline = Date.now() + ms; Date.now() < deadline; await sleep(20)) {
    if (await condition()) return true;
  }
  return condition();
}
