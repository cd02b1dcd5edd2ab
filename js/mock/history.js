// The webhooks of a mock, as a test asks for them.

import { historyFilter, historyPage } from "../core/engine.js";

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
    const asked = historyFilter(new URLSearchParams(filter).toString());
    const page = JSON.parse(historyPage(this.#store.page(asked), asked.limit));
    return page.webhooks;
  }

  /** Waits until no webhook is being sent. Those whose time has not come wait on. */
  settled() {
    return this.#outbox.settled();
  }

  /** Forgets all webhooks, those that wait too. */
  clear() {
    return this.#outbox.clear();
  }
}
