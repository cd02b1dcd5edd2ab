// The webhooks of the worker, which can be ended at any moment.

import { Clock } from "../../core/clock.js";
import { checkFilter, PAGE, readFilter, readPage } from "../../mock/history.js";
import { advance, advanceTo, reset } from "../../webhooks/advance.js";
import { IndexedDbStore } from "../../webhooks/indexeddb.js";
import { Outbox } from "../../webhooks/outbox.js";

/** How long an event keeps the worker alive for webhooks: browsers end events that take long. */
const HOLD_MS = 20_000;

/** How often, at most, an event looks for what is due although a timer is set. */
const LOOK_MS = 5_000;

/** Keeps webhooks in the database and sends them for as long as the worker lives. */
export class Webhooks {
  #store;
  #outbox;
  #clock = new Clock();
  #tell;
  #lookedAt = 0;
  #holding;
  #takingOver;

  /**
   * `deliver(row, nowMs)` sends one; `tell(row)` hears of each that was planned, sent or refused;
   * `redaction()` says what the history must not show.
   */
  constructor({ database, deliver, tell, redaction }) {
    this.#tell = tell;
    this.#store = new IndexedDbStore(database);
    this.#outbox = new Outbox({ store: this.#store, clock: this.#clock, deliver, tell, redaction });
  }

  /** Has the clock show what it did when the worker was ended. */
  async load() {
    this.#clock.moveTo(Date.now() + (await this.#store.ahead()));
  }

  /** Now, as the mocks see it, in milliseconds. */
  now() {
    return this.#clock.now();
  }

  /** Keeps the webhooks of an answer, and the worker alive for them. */
  async follow(rows, planned) {
    if (rows.length === 0) return;
    await this.plan(rows, planned);
    await this.hold();
  }

  /** Keeps webhooks, each with what it was planned from, if a relay wants that. */
  async plan(rows, planned) {
    const stored = await this.#outbox.plan(rows.map((row) => ({ ...row, planned })));
    stored.forEach(this.#tell);
  }

  /**
   * Sends what the worker before was sending when it was ended. Not for events that come to a worker
   * before it is active: then another may still be sending.
   */
  takeOver() {
    this.#takingOver ??= this.#store.sending().then((ids) => this.#outbox.free(ids));
    return this.#takingOver;
  }

  /** Looks for what is due, unless that was done just now. */
  async look() {
    await this.takeOver();
    if (Date.now() - this.#lookedAt < LOOK_MS) return;
    this.#lookedAt = Date.now();
    await this.#outbox.pump();
    await this.hold();
  }

  /** Whether any waits. */
  async isWaiting() {
    return (await this.#outbox.earliest()) !== null;
  }

  /** Lasts while webhooks are sent or soon will be: an event that waits for it keeps the worker alive. */
  hold() {
    this.#holding ??= this.#hold().finally(() => (this.#holding = undefined));
    return this.#holding;
  }

  /** Marks texts (js/webhooks/marks.js). */
  mark(asked) {
    return this.#store.mark(asked);
  }

  /** Has one that has ended sent once more: the engine's answer to whoever asks. */
  replay(id) {
    return this.#outbox.replay(id);
  }

  /** Moves the clock by milliseconds, each webhook being sent at its own time on the way; gives the time. */
  async advance(ms) {
    await advance(ms, this.#all);
    return this.now();
  }

  /** The instant to which the clock is to be moved by milliseconds. */
  aim(ms) {
    return this.#clock.aim(ms);
  }

  /** Moves it to that instant likewise: asked again, it moves no further. */
  async advanceTo(end) {
    await this.takeOver();
    await advanceTo(end, this.#all);
    return this.now();
  }

  /** Forgets all that is kept, and sets the clock back. */
  reset() {
    return reset(this.#all);
  }

  /** Forgets all webhooks. */
  clear() {
    return this.#outbox.clear();
  }

  /** Waits until no webhook is being sent. */
  async settled() {
    await this.takeOver();
    await this.#outbox.settled();
  }

  /** Waits for webhooks that a filter asks for: `{count, reached}`. */
  wait(filter, wanted) {
    return this.#outbox.wait(filter, wanted);
  }

  /** A page of the history as JSON text; `undefined` where the filter's `after` is no place in it. */
  history(filter) {
    return this.#outbox.history(filter);
  }

  /** The webhooks that a filter asks for, newest first: without a limit all. */
  async list(filter) {
    checkFilter(filter);
    const found = [];
    let { after } = filter;
    do {
      const asked = readFilter({ limit: PAGE, ...filter, after });
      const page = readPage(await this.history(asked));
      found.push(...page.webhooks);
      after = page.next;
    } while (after !== null && filter.limit === undefined);
    return found;
  }

  get #all() {
    return { clock: this.#clock, outbox: this.#outbox, store: this.#store };
  }

  async #hold() {
    const end = this.now() + HOLD_MS;
    for (;;) {
      await Promise.race([this.#outbox.settled(), this.#clock.sleep(end - this.now())]);
      const next = await this.#outbox.earliest();
      if (next === null || next > end || this.now() >= end) return;
      await this.#clock.sleep(next - this.now());
      await this.#outbox.pump();
    }
  }
}
