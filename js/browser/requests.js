// What came in, as the page's script asks for it: the worker keeps it.

import { waitInParts } from "./parts.js";
import { ASK } from "./protocol.js";

/** The requests of the journal, or those of an inbox. */
export class BrowserRequests {
  #ask;
  #inbox;

  /** `ask(kind, detail)` asks the worker. */
  constructor(ask, inbox = null) {
    this.#ask = ask;
    this.#inbox = inbox;
  }

  /** The requests, newest first: those that `{if, limit, after}` asks for, or all. */
  list(filter) {
    return this.#of("list", filter);
  }

  /** Those that a condition holds for, newest first. */
  find(condition, filter) {
    return this.#of("find", condition, filter);
  }

  /** How many there are that a condition holds for; without one, all. */
  count(condition) {
    return this.#of("count", condition);
  }

  /** Waits until there are `count` that a condition holds for, or `timeout` is over: `{count, reached}`. */
  wait(asked) {
    return waitInParts(asked, (part) => this.#of("wait", part));
  }

  /** Forgets them. */
  clear() {
    return this.#of("clear");
  }

  #of(what, ...given) {
    return this.#ask(ASK.requests, { inbox: this.#inbox, what, given });
  }
}
