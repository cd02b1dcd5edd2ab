// The history of webhooks and what waits, as the page's script asks for it: the worker keeps it.

import { waitInParts } from "./parts.js";
import { ASK } from "./protocol.js";

/** The webhooks of the origin. */
export class BrowserWebhooks {
  #ask;

  /** `ask(kind, detail)` asks the worker. */
  constructor(ask) {
    this.#ask = ask;
  }

  /** The webhooks, newest first: those that `{state, name, id, limit, after}` asks for, or all. */
  list(filter) {
    return this.#of("list", filter);
  }

  /**
   * Waits until there are `count` that `{state, name, id}` asks for, or `timeout` is over: `{count,
   * reached}`.
   */
  wait(asked) {
    return waitInParts(asked, (part) => this.#of("wait", part));
  }

  /** Waits until no webhook is being sent. Those whose time has not come wait on. */
  settled() {
    return this.#of("settled");
  }

  /** Has a webhook that has ended sent once more: the webhook, which now waits. */
  replay(id) {
    return this.#ask(ASK.replay, { id });
  }

  /** Forgets all webhooks, those that wait too. */
  clear() {
    return this.#of("clear");
  }

  #of(what, ...given) {
    return this.#ask(ASK.webhooks, { what, given });
  }
}
