// The journal of requests and the inboxes, over a store of records.

import { CAUGHT, INBOXES, PAGE, REQUESTS } from "./bounds.js";

/** As they are before a test fakes them: who waits for a request waits in real time. */
const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;

/** The streams of the store. */
const JOURNAL = "requests";
const INBOX = "inbox/";

const streamOf = (inbox) => (inbox === null ? JOURNAL : INBOX + inbox);

/** How often a store is looked at that others write too, in milliseconds. */
const LOOK_MS = 500;

const OVER = Symbol("the time is over");

/**
 * What came in. A question is `{if, inbox, after, limit, count, timeoutMs}` as src/control/ask.rs
 * reads one, of which each call looks at its own part. Where the store gives promises, so do `page`
 * and `count`.
 */
export class Journal {
  #records;
  #fits;
  #isOpen = true;
  #arrival;
  #announce = () => {};

  /** `fits(condition, record)` says whether a condition holds for a record. */
  constructor(records, fits) {
    this.#records = records;
    this.#fits = fits;
  }

  /** Notes a request that was answered. What fails to be kept is told, and keeps nobody waiting. */
  note(record) {
    const kept = this.#append(null, record, REQUESTS);
    return kept instanceof Promise ? kept.catch(tellLost) : kept;
  }

  /** Has an inbox catch a request: its number there. */
  async catch(inbox, record) {
    const [newest] = await this.#records.rows(streamOf(inbox), { most: 1 });
    if (!newest) await this.#makeRoom();
    return this.#append(inbox, record, CAUGHT);
  }

  /**
   * `{rows, next}`: those asked for, the newest first, no more than `limit` and about `size` characters;
   * `next` is the `after` of what follows, or null.
   */
  page({ if: condition, inbox, after, limit }, size = Infinity) {
    const isShort = condition === null && Number.isFinite(limit);
    const most = isShort ? limit + 1 : undefined;
    const rows = this.#records.rows(streamOf(inbox), { after, most });
    return then(rows, (rows) => pageOf(rows, this.#judge(condition), limit, size));
  }

  /** How many there are of those asked for. */
  count({ if: condition, inbox }) {
    return then(this.#records.rows(streamOf(inbox)), (rows) => {
      const holds = this.#judge(condition);
      let count = 0;
      for (const { record } of rows) count += holds(record) ? 1 : 0;
      return count;
    });
  }

  /** Waits until there are `count`, those that came already among them: `{count, reached}`. */
  async wait({ count: wanted, timeoutMs, ...question }) {
    let timer;
    const over = new Promise((resolve) => {
      timer = setTimeout(resolve, timeoutMs, OVER);
    });
    // Of what others write into the same store nobody tells.
    const looking = this.#records.isShared && setInterval(() => this.#announce(), LOOK_MS);
    try {
      for (;;) {
        const arrival = this.#nextArrival();
        const count = await this.count(question);
        if (count >= wanted) return { count, reached: true };
        if (!this.#isOpen || (await Promise.race([arrival, over])) === OVER) {
          return { count, reached: false };
        }
      }
    } finally {
      clearTimeout(timer);
      clearInterval(looking);
    }
  }

  /** The answer to a question, as JSON text: `ask` is a name of src/control/ask.rs. */
  async answer(ask, question) {
    if (ask === "count") return JSON.stringify({ count: await this.count(question) });
    if (ask === "wait") return JSON.stringify(await this.wait(question));
    const { rows, next } = await this.page(question, PAGE);
    return `{"requests":[${rows.map(numbered).join(",")}],"next":${next}}`;
  }

  /** The names of the inboxes that hold anything. */
  inboxes() {
    return then(this.#records.streams(), (streams) =>
      streams
        .filter((stream) => stream.startsWith(INBOX))
        .map((stream) => stream.slice(INBOX.length)),
    );
  }

  /** Forgets the requests of an inbox, null for those of the journal; without one, all. */
  clear(inbox) {
    return this.#records.clear(inbox === undefined ? undefined : streamOf(inbox));
  }

  /** Nobody waits any longer. */
  close() {
    this.#isOpen = false;
    this.#announce();
  }

  #append(inbox, record, keep) {
    const number = this.#records.append(streamOf(inbox), record, keep);
    this.#announce();
    return number;
  }

  /** Kept when something comes in. */
  #nextArrival() {
    this.#arrival ??= new Promise((resolve) => {
      this.#announce = () => {
        this.#arrival = undefined;
        this.#announce = () => {};
        resolve();
      };
    });
    return this.#arrival;
  }

  #judge(condition) {
    return condition === null ? () => true : (record) => this.#fits(condition, record);
  }

  /** Lets go of the inbox that caught nothing for the longest time, if there are too many. */
  async #makeRoom() {
    const names = await this.inboxes();
    if (names.length < INBOXES) return;
    const times = await Promise.all(names.map((name) => this.#caughtLast(name)));
    const longest = times.reduce((oldest, time, i) => (time < times[oldest] ? i : oldest), 0);
    await this.clear(names[longest]);
  }

  async #caughtLast(name) {
    const [newest] = await this.#records.rows(streamOf(name), { most: 1 });
    return newest ? JSON.parse(newest.record).at : "";
  }
}

/** The rows that a condition holds for, up to a limit and to a size. */
function pageOf(rows, holds, limit, size) {
  const found = [];
  let left = size;
  for (const row of rows) {
    if (!holds(row.record)) continue;
    if (found.length === limit || left < 0) return { rows: found, next: found.at(-1).number };
    found.push(row);
    left -= row.record.length;
  }
  return { rows: found, next: null };
}

/** A record with its number, as JSON text. */
const numbered = ({ number, record }) => `{"number":${number},${record.slice(1)}`;

/** What comes next, at once where there is nothing to wait for. */
export const then = (value, next) => (value instanceof Promise ? value.then(next) : next(value));

const tellLost = (error) =>
  console.error("wasmock: a request that came in could not be recorded and is lost:", error);
