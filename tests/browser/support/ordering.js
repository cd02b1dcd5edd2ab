// Orders, whose endpoint has a webhook: what the tests of webhooks share.

/* global mocking -- of the page */

import assert from "node:assert/strict";
import { sinkOf, until } from "../../play/sink.js";
import { get } from "./mocked.js";

/** Mocks whose endpoint POST /order/:id has a webhook, with further keys of it. */
export const ordering = (url, keys = "sleep-time: 0") => `
- endpoint:
    method: POST
    path: /order/:id
    response: {status: 201, body: ordered}
    webhook: {name: ordered, url: "${url}/{{path-params.id}}", method: POST, body: '{"id": "{{path-params.id}}"}', ${keys}}
`;

/** Orders, which has a webhook planned. */
export const order = async (page, id) =>
  assert.equal((await get(page, `/order/${id}`, { method: "POST", body: "{}" })).status, 201);

/** A sink that lets browsers in, or not. */
export const sinkFor = (t, options = { cors: true }) => sinkOf(t, options);

/** Waits until so many webhooks have come: their bodies. */
export async function bodies(sink, count) {
  const have = await sink.until((arrivals) => arrivals.length >= count);
  assert.ok(have, `${sink.arrivals.length} arrivals, not ${count}`);
  return sink.arrivals.map(({ body }) => JSON.parse(body).id);
}

/** The webhooks of a page's origin, newest first. */
export const history = (page, filter = {}) =>
  page.run((filter) => mocking.webhooks.list(filter), filter);

/** Waits until the history has such a webhook, and gives it. */
export async function noted(page, filter) {
  await until(async () => (await history(page, filter)).length > 0);
  const [found] = await history(page, filter);
  assert.ok(found, JSON.stringify(await history(page)));
  return found;
}
