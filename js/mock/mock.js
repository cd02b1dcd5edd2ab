// A mock API: a mocks file that answers requests and sends webhooks.

import { Clock } from "../core/clock.js";
import { milliseconds, problemResponse, recordFits } from "../core/engine.js";
import { bodyOf, headOf } from "../core/head.js";
import { toResponse } from "../core/response.js";
import { Journal } from "../records/journal.js";
import { recordOf } from "../records/record.js";
import { advance, reset } from "../webhooks/advance.js";
import { outcomeOf, requestOf } from "../webhooks/call.js";
import { exchange } from "../webhooks/exchange.js";
import { MemoryStore } from "../webhooks/memory.js";
import { Outbox } from "../webhooks/outbox.js";
import { Events } from "./events.js";
import { History } from "./history.js";
import { install } from "./install.js";
import { Mocks } from "./mocks.js";
import { instant, timeText } from "./options.js";
import { carryOut } from "./own.js";
import { needInbox, Requests } from "./requests.js";

/** The origin of a path that is given without one: `mock.fetch("/users")`. */
const ORIGIN = "http://localhost";

/** How long a request may wait for others to come in, in milliseconds: as long as any time may be. */
const WAIT_MS = 30 * 86_400_000;

/** The functions of the platform, as they were before anyone mocked them. */
const platformFetch = globalThis.fetch;

/** A mock API. `createMock` makes one. */
export class Mock {
  #mocks;
  #options;
  #clock;
  #outbox;
  #journal;
  #events = new Events();
  #endings = new Set();

  /** The history of the webhooks, and what waits. */
  webhooks;

  /** The journal: the requests that came in. */
  requests;

  /** Time as the mocks see it, which a test can advance. */
  clock;

  /**
   * The options are those of `createMock`, and `read`, which makes `{name, text}` of mocks as the
   * caller gives them; a `store` for the webhooks; for the engine's own paths `isLocal` and
   * `page(name)`; `secretHint(name)`, as `Engine` takes it.
   */
  constructor(mocks, options) {
    this.#options = { env: {}, fetch: platformFetch, store: new MemoryStore(), ...options };
    this.#clock = new Clock(instant(options.clock));
    this.#mocks = new Mocks(options.read(mocks), this.#options);
    this.#outbox = new Outbox({
      store: this.#options.store,
      clock: this.#clock,
      env: this.#options.env,
      send: exchange(this.#options.fetch),
      call: (...call) => this.#call(...call),
      tell: (row) => this.#events.webhook(row),
      redaction: () => this.#mocks.engine.redaction,
    });
    this.webhooks = new History(this.#options.store, this.#outbox);
    this.#journal = new Journal(this.#options.store.records, recordFits);
    this.requests = new Requests(this.#journal);
    this.clock = {
      now: () => new Date(this.#clock.now()),
      advance: async (time) => new Date(await this.#advance(milliseconds(timeText(time)))),
    };
    void this.#outbox.pump();
  }

  /** What the author of the mocks file should look at, drawn; empty if there is nothing. */
  get warnings() {
    return this.#mocks.engine.warnings;
  }

  /** How many endpoints there are. */
  get endpointCount() {
    return this.#mocks.engine.endpointCount;
  }

  /** Answers a request as a server does: 404 where no endpoint answers. Takes what `fetch` takes. */
  async fetch(input, init) {
    const request = toRequest(input, init);
    const head = headOf(request);
    const body = await bodyOf(request);
    return toResponse(await this.answer(head, body));
  }

  /**
   * The same as plain data: a head (core/head.js) and bytes in, `{status, headers, body}` out.
   * `isLocal` says whether nobody but this machine can have asked, and so may see the engine's data.
   */
  async answer(head, body, isLocal = this.#options.isLocal ?? true) {
    return this.#own(head, body, isLocal) ?? this.#follow(head, this.#handle(head, body));
  }

  /** Whether `intercept` may answer, said without the body. */
  mayIntercept(head, isOwn) {
    return this.#mocks.engine.mayIntercept(head, isOwn);
  }

  /** Answers as plain data a request that could go on to its own server; `undefined` lets it go on. */
  async intercept(head, body, isOwn) {
    const atMs = this.#now();
    const answer = await this.#mocks.intercept(head, body, atMs, isOwn);
    if (!answer) return undefined;
    this.#note(head, body, answer, atMs);
    return this.#follow(head, answer);
  }

  /** The inbox of this name: what was sent to `/__wasmock/inbox/NAME`. */
  inbox(name) {
    return new Requests(this.#journal, needInbox(name));
  }

  /** The names of the inboxes that have caught anything. */
  inboxes() {
    return this.#journal.inboxes();
  }

  /** Takes up other mocks; throws a `MocksError` and keeps the last ones if they are wrong. */
  update(mocks) {
    this.#mocks.takeUp(this.#options.read(mocks));
  }

  /** Answers `globalThis.fetch`; gives the function that ends it. */
  install(options = {}) {
    return this.onClose(install(this, platformFetch, options));
  }

  /**
   * Forgets all webhooks, those that wait too, and what came in, and sets the clock back. What is
   * being sent goes on, unnoted. The mocks and chance go on as they are.
   */
  reset() {
    return reset(this.#waiting);
  }

  /** Calls a listener at each `request` or `webhook`; gives the function that ends it. */
  on(kind, listener) {
    return this.#events.on(kind, listener);
  }

  /** Has an ending called when the mock is closed; gives it back, to be called once by anyone. */
  onClose(end) {
    const once = () => (this.#endings.delete(once) ? end() : undefined);
    this.#endings.add(once);
    return once;
  }

  /**
   * Ends it: `fetch` is restored, servers are closed, no webhook is sent any more. Answers that wait
   * for their latency are given at once.
   */
  async close() {
    this.#outbox.close();
    this.#journal.close();
    this.#clock.wakeAll();
    await Promise.all([...this.#endings].map((end) => end()));
    await this.#outbox.settled();
    this.#options.store.close?.();
    this.#mocks.free();
  }

  [Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose")]() {
    return this.close();
  }

  #now() {
    return this.#clock.now();
  }

  /** What the mocks answer, noted; `place` is where a request stands that a webhook makes. */
  async #handle(head, body, place) {
    const atMs = this.#now();
    const answer = await this.#mocks.handle(head, body, atMs, place);
    this.#note(head, body, answer, atMs);
    return answer;
  }

  #note(head, body, { response: { status }, endpoint, refusal }, atMs) {
    const facts = { atMs, status, endpoint, refusal };
    this.#journal.note(recordOf(head, body, facts, this.#mocks.engine.redaction));
  }

  /** What follows from an answer, when it is there: its webhooks, its wait, and that it is told. */
  async #follow(head, answering) {
    const began = Date.now();
    const answer = await answering;
    const kept = await this.#keep(answer.webhooks);
    if (answer.delayMs > 0) await this.#clock.sleep(answer.delayMs);
    this.#events.answered(head, answer, kept, Date.now() - began);
    return answer.response;
  }

  /**
   * A webhook calls these mocks: what comes of it. Its own webhooks are stored before that is known:
   * a call whose sender vanishes is made again, and plans the same.
   */
  async #call(message, timeoutMs, place) {
    const { head, body } = requestOf(message);
    const began = Date.now();
    const own = await this.#own(head, body, false);
    if (own) return outcomeOf({ response: own, delayMs: 0 }, timeoutMs, NO_SLEEP);
    const answer = await this.#handle(head, body, place);
    const kept = await this.#outbox.plan(answer.webhooks);
    const outcome = await outcomeOf(answer, timeoutMs, (ms) => this.#clock.sleep(ms));
    this.#events.answered(head, answer, kept, Date.now() - began);
    return outcome;
  }

  /** Gives the rows as they are kept. A store that fails must not keep the answer from whoever asked. */
  async #keep(webhooks) {
    try {
      return await this.#outbox.plan(webhooks);
    } catch (error) {
      console.error("wasmock: webhooks could not be stored and are lost:", error);
      return [];
    }
  }

  /** An answer of the engine's own paths, `undefined` for all others. */
  #own(head, body, isLocal) {
    if (!head.includes("/__wasmock")) return undefined;
    const token = this.#options.env.WASMOCK_TOKEN;
    const asked = this.#mocks.engine.control(head, { body, isLocal, token, longestMs: WAIT_MS });
    return asked && carryOut(asked, this.#host(), head, body);
  }

  /** What the engine's own paths need. */
  #host() {
    return {
      env: this.#options.env,
      redaction: this.#mocks.engine.redaction,
      webhooks: this.#outbox,
      journal: this.#journal,
      carried: (head, nowMs) => this.#mocks.engine.carriedSignatures(head, nowMs),
      now: () => this.#now(),
      advance: (ms) => this.#advance(ms),
      reset: () => this.reset(),
      page: (name) => this.#options.page?.(name) ?? noPage(),
      takeUp: (source) => this.#mocks.answerTakingUp(source),
    };
  }

  /** What the clock moves with. */
  get #waiting() {
    return { clock: this.#clock, outbox: this.#outbox, store: this.#options.store };
  }

  /** Moves the clock, each webhook being sent at its own time on the way; gives the time. */
  async #advance(ms) {
    await advance(ms, this.#waiting);
    return this.#now();
  }
}

const NO_SLEEP = async () => {};

/** There is a page where there is a command line: `wasmock serve`. */
const noPage = () => problemResponse(404, "no-endpoint", "the page is served by `wasmock serve`");

function toRequest(input, init) {
  if (input instanceof Request && init === undefined) return input;
  return new Request(typeof input === "string" ? new URL(input, ORIGIN) : input, init);
}
