// Webhooks that wait for their time, and are then sent.

import {
  beginEntry,
  freeEntry,
  historyPage,
  lookAtEntry,
  replayEntry,
  reportEntry,
  settleRows,
} from "../core/engine.js";
import { coalesced } from "../core/coalesced.js";
import { PENDING } from "./bounds.js";
import { delivery } from "./delivery.js";
import { exchange } from "./exchange.js";
import { Room } from "./room.js";
import { waitForWebhooks } from "./wait.js";

/** How many are taken up at a time. */
const BATCH = 50;

/** How often the store is asked for webhooks that are waited for, in milliseconds. */
const LOOK_MS = 50;

/** After how long a store that failed is asked again, in milliseconds. */
const STORE_PAUSE_MS = 1000;

/**
 * Sends what a store holds, each when it is due, none held up by another, and writes into the store
 * what came of it.
 *
 * A store keeps rows (src/adapter/web/entry.rs) and may be asynchronous. It has `insert(rows, nowMs,
 * settle)`, which in one step completes rows as objects.js says and keeps them, gives them, leaves alone
 * one whose id is there, and lets go of finished ones as bounds.js says; `change(id, make)`, which in one step reads an entry
 * and writes the row that `make` gives for it, and gives that row; `due(nowMs, limit)`, the ids of
 * what must be looked at; `earliest()`, when the next must be; `waiting()`, how many wait;
 * `page(filter)`, `{place, entry}` newest first and one more than the limit where there are more, a
 * place being the `after` of what follows it, or `undefined` where the filter's `after` is no place;
 * `mark(asked)` (marks.js); `clear()`; `records` (js/records/). One that outlives the process has
 * `keepAhead(ms)`, which stores by how much the clock is ahead of the machine's.
 */
export class Outbox {
  #store;
  #clock;
  #deliver;
  #tell;
  #redaction;
  #planning = new Set();
  #working = new Set();
  #cancel = () => {};
  #isOpen = true;
  #room;

  #pumped = coalesced(() => this.#pump());

  /**
   * `send(message, timeoutMs)` gives `{status, retryAfter}` or `{error, failure}` as `exchange`
   * does, and `call(message, timeoutMs, place)` the same of a webhook that calls the mocks
   * themselves, as `place` in a chain of them; `tell(row)` hears of each that was sent, well or not,
   * or refused; `env` holds the secrets. A host that sends in another way gives `deliver(row, nowMs)`,
   * which gives the same, or `{refused}`.
   * `pending` is how many may wait; `redaction()` says what the history must not show (the engine's).
   */
  constructor({
    store,
    clock,
    env = {},
    send = exchange(fetch),
    call,
    tell = () => {},
    deliver,
    pending = PENDING,
    redaction = () => undefined,
  }) {
    this.#store = store;
    this.#room = new Room(store, pending);
    this.#clock = clock;
    this.#deliver = deliver ?? delivery(env, send, call);
    this.#tell = tell;
    this.#redaction = redaction;
  }

  /**
   * Keeps the webhooks of an answer: rows. They are stored when the promise is kept, which gives the
   * rows as they are stored: those for which there was no room are skipped, and those that were sent
   * once for their object. What is due at once begins after that, so that it can be told first what was
   * planned.
   */
  async plan(rows) {
    if (rows.length === 0) return rows;
    const stored = await during(this.#planning, this.#plan(rows));
    void this.pump();
    return stored;
  }

  /** Takes up what is due, and sees to it that the rest is taken up in time; whether it could. */
  pump() {
    return during(this.#working, this.#pumped());
  }

  /**
   * Has a webhook that has ended sent once more: the engine's answer to whoever asks for it. It begins
   * after that, so that it can be told first.
   */
  async replay(id) {
    const nowMs = this.#clock.now();
    const row = await this.#store.change(id, (entry) => this.#replayed(entry, nowMs));
    if (!row) return this.#replayed(undefined, nowMs).response;
    if (row.line) {
      this.#tell(row);
      void this.pump();
    }
    return row.response;
  }

  /** Sends what a process was sending that has ended. Only a host with one process may know that. */
  async free(ids) {
    const nowMs = this.#clock.now();
    for (const id of ids) await this.#store.change(id, (entry) => freeEntry(entry, nowMs));
    if (ids.length > 0) void this.pump();
  }

  /** When the next webhook must be looked at; `null` if none waits. */
  earliest() {
    return this.#store.earliest();
  }

  /** Whether anything is being stored, taken up or sent. */
  get isBusy() {
    return this.#planning.size + this.#working.size > 0;
  }

  /** Waits until nothing is due or being sent. */
  async settled() {
    await this.pump();
    while (this.isBusy) await Promise.allSettled([...this.#planning, ...this.#working]);
  }

  /**
   * A page of the history as JSON text, with all that was planned before it was asked for; `undefined`
   * where the filter's `after` is no place in it.
   */
  async history(filter) {
    await Promise.allSettled(this.#planning);
    return this.page(await this.#store.page(filter), filter.limit);
  }

  /** A page of the history as JSON text, of what a store's `page` found. */
  page(found, limit) {
    return historyPage(found, limit, this.#redaction() ?? HIDING_LEAST);
  }

  /** How many there are of those that a filter asks for, up to its limit. */
  async count(filter) {
    return Math.min(filter.limit, (await this.#store.page(filter)).length);
  }

  /** Waits, in real time, for `count` webhooks that a filter asks for: `{count, reached}`. */
  wait(filter, { count, timeoutMs }) {
    const looking = { everyMs: LOOK_MS, isOpen: () => this.#isOpen };
    return waitForWebhooks(() => this.count(filter), { count, timeoutMs }, looking);
  }

  /** Forgets all webhooks; what is being sent goes on, unnoted. */
  async clear() {
    await Promise.allSettled(this.#planning);
    await this.#store.clear();
    await this.#arm();
  }

  /** Takes up nothing more. What the store holds it keeps. */
  close() {
    this.#isOpen = false;
    this.#cancel();
  }

  #replayed(entry, nowMs) {
    return replayEntry(entry, nowMs, this.#redaction() ?? HIDING_LEAST);
  }

  async #plan(rows) {
    const within = await this.#room.admit(rows);
    return this.#store.insert(within, this.#clock.now(), settleRows);
  }

  async #pump() {
    try {
      while (this.#isOpen && (await this.#takeUp())) continue;
      await this.#arm();
      return this.#isOpen;
    } catch (error) {
      console.error("wasmock: the webhooks' store failed, and is asked again:", error);
      this.#wakeAt(this.#clock.now() + STORE_PAUSE_MS);
      return false;
    }
  }

  /** Begins what is due; whether there may be more. */
  async #takeUp() {
    const due = await this.#store.due(this.#clock.now(), BATCH);
    for (const id of due) {
      const row = await this.#store.change(id, (entry) => beginEntry(entry, this.#clock.now()));
      if (row?.begun) void during(this.#working, this.#sendOrSay(row));
      if (row?.waitsFor) await this.#look(row, await this.#entry(row.waitsFor));
    }
    return due.length === BATCH;
  }

  async #sendOrSay(row) {
    try {
      await this.#sendOne(row);
    } catch (error) {
      console.error("wasmock: a webhook could not be noted:", error);
    }
  }

  async #sendOne(begun) {
    const sending = await this.#try(begun);
    const nowMs = this.#clock.now();
    const report = (entry) => reportEntry(entry, sending, nowMs);
    const row = await this.#store.change(begun.id, report);
    if (row) {
      this.#tell(row);
      await this.#tellFollowers(row);
    }
    await this.pump();
  }

  /**
   * Has those look at a row that wait for it. Should this process end before they have, they look by
   * themselves a little later.
   */
  async #tellFollowers({ followers, entry }) {
    for (const id of followers) await this.#look({ id }, entry);
  }

  /** Has a row look at the entry that it waits for. */
  async #look({ id }, other) {
    const nowMs = this.#clock.now();
    const row = await this.#store.change(id, (entry) => lookAtEntry(entry, other, nowMs));
    if (!row?.line) return;
    this.#tell(row);
    await this.#tellFollowers(row);
  }

  /** The entry of an id, `undefined` if it is gone. */
  async #entry(id) {
    const all = { state: null, name: null, after: null };
    const [found] = await this.#store.page({ ...all, id, limit: 1 });
    return found?.entry;
  }

  /** Sends once: the report. */
  async #try(row) {
    const began = Date.now();
    const atMs = this.#clock.now();
    const { refused, retryAfter = null, ...outcome } = await this.#deliver(row, atMs);
    if (refused !== undefined) return { refused };
    return { tried: { atMs, ...outcome, ms: Date.now() - began }, retryAfter };
  }

  async #arm() {
    const earliest = await this.#store.earliest();
    this.#cancel();
    if (earliest !== null && this.#isOpen) this.#wakeAt(earliest);
  }

  #wakeAt(ms) {
    this.#cancel();
    this.#cancel = this.#clock.at(ms, () => void this.pump(), { holds: false });
  }
}

/** A redaction that hides what is always hidden. */
const HIDING_LEAST = "null";

/** Has some work be among those of a set for as long as it lasts; gives what it gives. */
function during(set, work) {
  const done = work.finally(() => set.delete(done));
  set.add(done);
  return done;
}
