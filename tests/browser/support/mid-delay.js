// Webhooks that are interrupted before they are sent.

import assert from "node:assert/strict";
import { startMocking } from "./mocked.js";
import { history, order, ordering } from "./ordering.js";

/**
 * Orders with a delayed webhook in the page that `open` gives, and interrupts it before it is sent:
 * its id. What comes too late on a slow machine is done again with a longer delay.
 */
export async function inMidDelay(sink, open, interrupt) {
  for (const seconds of [2, 8, 32]) {
    const page = await open();
    await startMocking(page, { mocks: ordering(sink.url, `sleep-time: ${seconds}`) });
    await order(page, `after-${seconds}`);
    const [{ state }] = await history(page); // it is stored
    await interrupt(page);
    if (state === "scheduled" && !hasCome(sink, `after-${seconds}`)) return `after-${seconds}`;
  }
  return assert.fail("the interruption took too long");
}

const hasCome = (sink, id) => sink.arrivals.some(({ path }) => path === `/${id}`);

/** Waits until the webhook of an order has come; whether it has. */
export const comes = (sink, id) => sink.until(() => hasCome(sink, id));
