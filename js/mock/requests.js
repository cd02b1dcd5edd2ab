// What came in, as a test asks for it.

import { checkCondition, milliseconds } from "../core/engine.js";
import { then } from "../records/journal.js";
import { knownOnly, timeText, wholeNumber } from "./options.js";

/** The longest name of an inbox (src/control/ask.rs). */
const INBOX = /^[A-Za-z0-9._-]{1,64}$/;

/** The name of an inbox; throws if there can be none of it. */
export function needInbox(name) {
  if (typeof name === "string" && INBOX.test(name)) return name;
  throw new TypeError(
    `wasmock: an inbox's name is made of letters, digits, ".", "_" and "-", at most 64 of them, not ${JSON.stringify(name)}`,
  );
}

/** A question of js/records/journal.js; throws what is wrong with it. */
function readQuestion(inbox, { if: condition, after, limit, count = 1, timeout = "10s" }) {
  return {
    if: readCondition(condition),
    inbox,
    after: wholeNumber("after", after) ?? null,
    limit: wholeNumber("limit", limit) ?? Infinity,
    count: wholeNumber("count", count),
    timeoutMs: milliseconds(timeText(timeout)),
  };
}

function readCondition(condition) {
  if (condition === undefined) return null;
  if (typeof condition !== "string") {
    throw new TypeError(`wasmock: a condition is a text, not ${JSON.stringify(condition)}`);
  }
  if (condition.trim() === "") return null;
  checkCondition(condition);
  return condition;
}

/** A record as a value. */
const recordValue = ({ number, record }) => ({ number, ...JSON.parse(record) });

/** The requests of the journal, or those of an inbox. Where the journal gives promises, so does this. */
export class Requests {
  #journal;
  #inbox;

  constructor(journal, inbox = null) {
    this.#journal = journal;
    this.#inbox = inbox;
  }

  /** The requests, newest first: those that `{if, limit, after}` asks for, or all. */
  list(filter = {}) {
    knownOnly(filter, ["if", "limit", "after"], "a list of requests");
    const page = this.#journal.page(readQuestion(this.#inbox, filter));
    return then(page, ({ rows }) => rows.map(recordValue));
  }

  /** Those that a condition holds for, newest first. */
  find(condition, filter = {}) {
    knownOnly(filter, ["limit", "after"], "find");
    return this.list({ ...filter, if: condition });
  }

  /** How many there are that a condition holds for; without one, all. */
  count(condition) {
    return this.#journal.count(readQuestion(this.#inbox, { if: condition }));
  }

  /**
   * Waits, in real time, until there are `count` that a condition holds for, or `timeout` is over:
   * `{count, reached}`. Those that came before count too.
   */
  async wait(asked = {}) {
    knownOnly(asked, ["if", "count", "timeout"], "wait");
    return this.#journal.wait(readQuestion(this.#inbox, asked));
  }

  /** Forgets them. */
  clear() {
    return this.#journal.clear(this.#inbox);
  }
}
