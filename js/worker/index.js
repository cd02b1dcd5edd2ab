// `wasmock/worker`: a mocks file as a Cloudflare Worker. What the platform looks for is handed to
// the engine (src/adapter/cloudflare.rs).
//
// `cargo xtask build` bundles this folder with the engine's glue into build/worker/index.js, and
// keeps of the wasm what these files name.

import { DurableObject, env } from "cloudflare:workers";
import pages from "wasmock-pages"; // the files of www/, by their names
import { AHEAD, KEEP_AHEAD, KEPT_AHEAD } from "../webhooks/ahead.js";
import { FINISHED, FINISHED_MS, PENDING } from "../webhooks/bounds.js";
import { CLEAR_MARKS, createMarks, markInTable } from "../webhooks/marks.js";
import { COUNTERS } from "../webhooks/objects.js";
import { coalesced } from "../core/coalesced.js";
import { Journal } from "../records/journal.js";
import {
  __wbg_reset_state as makeNewInstance,
  __worker_init_state as instanceState,
  fetch,
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
  start,
} from "wasmock-engine";
import { aheadMs, tellEngine } from "./clock.js";
import { advance, replay, reset } from "./commands.js";
import { mergedHistory } from "./history.js";
import { askRequests, catchRequest, inboxes, noteRequest, waitForWebhooks } from "./journal.js";
import { ObjectFacts } from "./objects.js";
import { readUrl, SENDS, takeTurn, takeTurnInTable } from "./outbound.js";
import { ObjectRecords } from "./records.js";
import { SHARDS, shardOf } from "./shards.js";
import { find, judge, publicKeyText, sign, unusableKeys } from "./signatures.js";
import { Together } from "./together.js";

/** The mocks file. It outlives an instance of the engine; the engine writes a newer one into it. */
let host;

/**
 * The Worker that answers by a mocks file, given as its text: what a module of the Worker exports
 * by default. To be called at global scope, once: compiling the file counts as starting the Worker
 * then, not as a request's time. `name` is what the file is called where its mistakes are drawn.
 */
export function serve(mocks, { name = "mocks.yml" } = {}) {
  needText(mocks);
  if (host) throw new Error("wasmock: `serve` was called twice: a Worker serves one mocks file");
  // A local start says what the file is really called.
  const file = { name: env.WASMOCK_FILE ?? name, text: mocks };
  const signatures = { sign, find, judge, publicKeyText, unusableKeys };
  const journal = { noteRequest, catchRequest, askRequests, inboxes, waitForWebhooks };
  const webhooks = { shardOf, mergedHistory, readUrl, takeTurn };
  const commands = { replay, advance, reset };
  host = { ...file, pages, env, ...webhooks, ...commands, ...signatures, ...journal };
  start(host);
  return {
    fetch: (request, bindings, context) => call(fetch, request, bindings, context),
  };
}

function needText(mocks) {
  if (typeof mocks === "string") return;
  throw new TypeError(
    "wasmock: `serve` wants the text of a mocks file. With " +
      '`rules = [{ type = "Text", globs = ["**/*.yml"], fallthrough = true }]` in wrangler.toml, ' +
      '`import mocks from "./mocks.yml"` gives it.',
  );
}

/** Makes the engine anew if a panic has ended its instance, then calls it. */
function call(what, ...values) {
  const state = instanceState();
  if (state.criticalError) {
    state.criticalError = false;
    makeNewInstance();
    start(host);
    tellEngine();
  }
  return what(...values);
}

const fits = (condition, record) => call(recordFits, condition, record);

/** What is counted of the inboxes, in the place of a host. */
const INBOXES = "/inbox";

/**
 * The Durable Object that keeps webhooks until they are delivered, and then their history. All of
 * its state is in its storage. An object of its own keeps the records of what came in.
 */
export class Scheduler extends DurableObject {
  // Its share of what is kept at most, for how many more webhooks it is known that they may wait, and
  // up to when no sender is waited for that has promised to come.
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
    this.#objects = new ObjectFacts(this.#query);
  }

  // By how much the clock has gone back since it was last moved: the process has ended meanwhile.
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

  // At a Worker that anyone can reach the inboxes together take so many a minute.
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

  // Keeps the webhooks of one request, all or none.
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

  // Has a webhook sent once more, if it is here.
  replay(id) {
    return call(scheduler_replay, this.ctx, id);
  }

  // When a webhook must next be looked at.
  next() {
    return call(scheduler_next, this.ctx, this.#bounds);
  }

  // The clock was moved: what is due is sent.
  async moved() {
    this.#keepAhead();
    await this.#sendDue();
  }

  // Forgets all but what must never come twice.
  async forget() {
    this.#inOneStep(() => {
      this.#query("DELETE FROM webhooks");
      this.#query(CLEAR_MARKS);
      this.#keepAhead();
    });
    this.#bounds.room = 0;
    await this.ctx.storage.deleteAlarm();
  }

  // The part of a page of the history that is here: the webhooks below a number.
  history(query, below) {
    return call(scheduler_history, this.ctx, query, below);
  }

  // Marks texts (js/webhooks/marks.js). Those who are to see the same marks must ask the same object:
  // the one named `webhooks`.
  mark(asked) {
    return this.#inOneStep(() => markInTable(this.#query, asked));
  }

  // Whether one more webhook may go to a host, of which this object counts.
  takeTurn(host) {
    return this.#inOneStep(() => takeTurnInTable(this.#query, host, Date.now()));
  }

  // Sends what is due, each with a report to this object.
  #sendDue() {
    return call(scheduler_alarm, this.ctx, this.env, this);
  }

  // Sees to it that it wakes for what it keeps.
  async #arm() {
    const error = await this.#armed();
    if (error) throw error;
  }

  #armed = coalesced(() => call(scheduler_arm, this.ctx).catch((error) => error));

  #inOneStep = (what) => this.ctx.storage.transactionSync(what);

  #query = (text, ...values) => this.ctx.storage.sql.exec(text, ...values).toArray();

  // An alarm that throws is repeated a few times and then never again: so none may, and the next
  // is set whatever happens.
  async alarm() {
    try {
      await this.#sendDue();
    } catch (error) {
      console.error(`the alarm failed and comes again: ${error}`);
      await this.ctx.storage.setAlarm(Date.now() + 1000);
    }
  }
}
