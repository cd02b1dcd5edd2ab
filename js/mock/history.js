// The webhooks of a mock, as a test asks for them.

import { historyFilter, milliseconds } from "../core/engine.js";
import { checkText, knownOnly, timeText, wholeNumber } from "./options.js";

const FILTERS = ["state", "name", "id", "limit", "after"];

/** The most webhooks that the engine gives at once. */
export const PAGE = 1000;

/** Throws unless a filter is an object with keys of a filter. */
export const checkFilter = (filter) => knownOnly(filter, FILTERS, "the webhooks' history");

/** A filter as the stores read it; throws what is wrong with it. */
export function readFilter(filter) {
  checkFilter(filter);
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) if (name !== "limit") checkText(name, value);
  return historyFilter(new URLSearchParams(given).toString());
}

/** A wait as the outbox reads it, `[filter, wanted]`; throws what is wrong with it. */
export function readWait(asked = {}) {
  knownOnly(asked, ["state", "name", "id", "count", "timeout"], "wait");
  const { count = 1, timeout = "10s", ...filter } = asked;
  const wanted = { count: wholeNumber("count", count), timeoutMs: milliseconds(timeText(timeout)) };
  return [readFilter({ ...filter, limit: count }), wanted];
}

/** A page of the history as a value; throws where there is none after what was asked for. */
export function readPage(text) {
  if (text !== undefined) return JSON.parse(text);
  throw new Error("wasmock: `after` must be the id of a webhook that is kept");
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
    checkFilter(filter);
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
    checkText("id", id);
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
    return readPage(this.#outbox.page(this.#store.page(asked), asked.limit));
  }
}
