// The Durable Object `Scheduler`: webhooks until they are delivered, and then their history.

import { DurableObject } from "cloudflare:workers";
import { AHEAD, KEEP_AHEAD, KEPT_AHEAD } from "../webhooks/ahead.js";
import { FINISHED, FINISHED_MS, PENDING } from "../webhooks/bounds.js";
import { CLEAR_MARKS, createMarks, markInTable } from "../webhooks/marks.js";
import { COUNTERS } from "../webhooks/objects.js";
import { coalesced } from "../core/coalesced.js";
import { Journal } from "../records/journal.js";
import {
  recordFits,
  scheduler_alarm,
  scheduler_arm,
  scheduler_claim,
  scheduler_history,
  scheduler_next,
  scheduler_open,
  scheduler_replay,
  scheduler_report,
  scheduler_store,
} from "wasmock-engine";
import { aheadMs } from "./clock.js";
import { call } from "./engine.js";
import { KnownObjects } from "./objects.js";
import { SENDS, takeTurnInTable } from "./outbound.js";
import { ObjectRecords } from "./records.js";
import { SHARDS } from "./shards.js";
import { Together } from "./together.js";

const fits = (condition, record) => call(recordFits, condition, record);

/** What is counted of the inboxes, in the place of a host. */
const INBOXES = "/inbox";

/**
 * The Durable Object that keeps webhooks until they are delivered, and then their history. All of
 * its state is in its storage. An object of its own keeps the records of what came in.
 */
export class Scheduler extends DurableObject {
  /**
   * Its share of what is kept at most, for how many more webhooks it is known that they may wait, and
   * up to when no sender is waited for that has promised to come.
   */
  #bounds = {
    finished: FINISHED / SHARDS,
    finishedMs: FINISHED_MS,
    pending: PENDING / SHARDS,
    room: 0,
    recalledMs: 0,
  };
  #claims = new Together((id) => this.#inOneStep(() => call(scheduler_claim, this.ctx, id)));
  #reports = new Together((...report) =>
    this.#inOneStep(() => call(scheduler_report, this.ctx, ...report)),
  );
  #journal;
  #objects;

  constructor(context, bindings) {
    super(context, bindings);
    context.storage.sql.exec([COUNTERS, SENDS, AHEAD].join(";"));
    createMarks(this.#query);
    call(scheduler_open, context, this.#goneBack());
    this.#keepAhead();
    this.#journal = new Journal(new ObjectRecords(context), fits);
    this.#objects = new KnownObjects(this.#query);
  }

  /** By how much the clock has gone back since it was last moved: the process has ended meanwhile. */
  #goneBack() {
    return Math.max(0, this.#keptAhead() - aheadMs());
  }

  #keptAhead() {
    return this.#query(KEPT_AHEAD)[0]?.ahead ?? 0;
  }

  #keepAhead() {
    if (this.#keptAhead() !== aheadMs()) this.#query(KEEP_AHEAD, aheadMs());
  }

  noteRequest(record) {
    this.ctx.waitUntil(this.#journal.note(record));
  }

  /** At a Worker that anyone can reach the inboxes together take so many a minute. */
  catchRequest(inbox, record, isRated) {
    if (isRated && !this.takeTurn(INBOXES)) return undefined;
    return this.#journal.catch(inbox, record);
  }

  askRequests(ask, question) {
    return this.#journal.answer(ask, JSON.parse(question));
  }

  inboxes() {
    return this.#journal.inboxes();
  }

  clearRecords() {
    this.#journal.clear();
  }

  /** Keeps the webhooks of one request, all or none. */
  async schedule(planned) {
    this.#inOneStep(() => call(scheduler_store, this.ctx, planned, this.#bounds, this.#objects));
    await this.#arm();
  }

  async claim(id) {
    const claimed = await this.#claims.add(id);
    await this.#arm();
    return claimed;
  }

  async report(id, sending) {
    await this.#reports.add(id, sending);
    await this.#arm();
  }

  /** Has a webhook sent once more, if it is here. */
  replay(id) {
    return call(scheduler_replay, this.ctx, id);
  }

  /** When a webhook must next be looked at. */
  next() {
    return call(scheduler_next, this.ctx, this.#bounds);
  }

  /** The clock was moved: what is due is sent. */
  async moved() {
    this.#keepAhead();
    await this.#sendDue();
  }

  /** Forgets all but what must never come twice. */
  async forget() {
    this.#inOneStep(() => {
      this.#query("DELETE FROM webhooks");
      this.#query(CLEAR_MARKS);
      this.#keepAhead();
    });
    this.#bounds.room = 0;
    await this.ctx.storage.deleteAlarm();
  }

  /** The part of a page of the history that is here: the webhooks below a number. */
  history(query, below) {
    return call(scheduler_history, this.ctx, query, below);
  }

  /**
   * Marks texts (js/webhooks/marks.js). Those who are to see the same marks must ask the same object:
   * the one named `webhooks`.
   */
  mark(asked) {
    return this.#inOneStep(() => markInTable(this.#query, asked));
  }

  /** Whether one more webhook may go to a host, of which this object counts. */
  takeTurn(host) {
    return this.#inOneStep(() => takeTurnInTable(this.#query, host, Date.now()));
  }

  /** Sends what is due, each with a report to this object. */
  #sendDue() {
    return call(scheduler_alarm, this.ctx, this.env, this);
  }

  /** Sees to it that it wakes for what it keeps. */
  async #arm() {
    const error = await this.#armed();
    if (error) throw error;
  }

  #armed = coalesced(() => call(scheduler_arm, this.ctx).catch((error) => error));

  #inOneStep = (what) => this.ctx.storage.transactionSync(what);

  #query = (text, ...values) => this.ctx.storage.sql.exec(text, ...values).toArray();

  /**
   * An alarm that throws is repeated a few times and then never again: so none may, and the next
   * is set whatever happens.
   */
  async alarm() {
    try {
      await this.#sendDue();
    } catch (error) {
      console.error(`the alarm failed and comes again: ${error}`);
      await this.ctx.storage.setAlarm(Date.now() + 1000);
    }
  }
}
