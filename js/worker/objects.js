// What a Durable Object tells of the objects that webhooks are about (js/webhooks/objects.js), to the
// engine, which asks in one step with keeping them (src/adapter/cloudflare/scheduler/objects.rs).

import { markInTable } from "../webhooks/marks.js";
import { KEEP_LAST, knownOf, LAST, SEQUENCE } from "../webhooks/objects.js";

/** Marks and the counter, by the object's own `query`. */
export class KnownObjects {
  #query;

  constructor(query) {
    this.#query = query;
  }

  /** Marks texts, and gives those that were marked before. */
  mark(kind, texts) {
    return knownOf(texts, markInTable(this.#query, { kind, texts, nowMs: Date.now() }));
  }

  /** The last number, a text. */
  get last() {
    return this.#query(LAST, SEQUENCE)[0]?.last;
  }

  set last(last) {
    this.#query(KEEP_LAST, SEQUENCE, last);
  }
}
