// The webhooks of a mock, as a test asks for them.

import { historyFilter, milliseconds } from "../core/engine.js";
import { knownOnly, timeText } from "./options.js";

const FILTERS = ["state", "name", "id", "limit", "after"];

/** The most webhooks that the engine gives at once. */
export const PAGE = 1000;

/** A filter as the stores read it; throws what is wrong with it. */
export function readFilter(filter) {
  knownOnly(filter, FILTERS, "the webhooks' history");
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  return historyFilter(new URLSearchParams(given).toString());
}

/** A wait as the outbox reads it, `[filter, wanted]`; throws what is wrong with it. */
export function readWait({ count = 1, timeout = "10s", ...filter } = {}) {
  knownOnly(filter, ["state", "name", "id"], "wait");
  const wanted = { count, timeoutMs: milliseconds(timeText(timeout)) };
  return [readFilter({ ...filter, limit: count }), wanted];
}

/** The webhook of an answer of `Outbox.replay`; throws the reason why there is none. */
export function replayed(id, { status, body }) {
  const said = JSON.parse(body);
  if (status === 202) return said;
  throw new Error(`wasmock: the webhook ${id} can't be sent again: ${said.error}`);
}

/** The history of webhooks, and what waits. */
export class History {
  #store;
  #outbox;

  constructor(store, outbox) {
    this.#store = store;
    this.#outbox = outbox;
  }

  /** The webhooks, newest first: those that `{state, name, id, limit, after}` asks for, or all. */
  list(filter = {}) {
    if (filter.limit !== undefined) return this.#page(filter).webhooks;
    return [...this.#pages(filter)].flat();
  }

  /**
   * Waits, in real time, until there are `count` that `{state, name, id}` asks for, or `timeout` is
   * over: `{count, reached}`.
   */
  async wait(asked) {
    return this.#outbox.wait(...readWait(asked));
  }

  /** Waits until no webhook is being sent. Those whose time has not come wait on. */
  settled() {
    return this.#outbox.settled();
  }

  /** Has a webhook that has ended sent once more: the webhook, which now waits. */
  async replay(id) {
    return replayed(id, await this.#outbox.replay(id));
  }

  /** Forgets all webhooks, those that wait too. */
  clear() {
    return this.#outbox.clear();
  }

  *#pages(filter) {
    let after = filter.after;
    do {
      const page = this.#page({ ...filter, after, limit: PAGE });
      yield page.webhooks;
      after = page.next;
    } while (after !== null);
  }

  #page(filter) {
    const asked = readFilter(filter);
    return JSON.parse(this.#outbox.page(this.#store.page(asked), asked.limit));
  }
}
