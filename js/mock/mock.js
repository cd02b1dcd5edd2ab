// A mock API: a mocks file that answers requests and sends webhooks.

import { Clock } from "../core/clock.js";
import { Engine, milliseconds, recordFits, requestLine } from "../core/engine.js";
import { bodyOf, headOf } from "../core/head.js";
import { Listeners } from "../core/listeners.js";
import { toResponse } from "../core/response.js";
import { Journal } from "../records/journal.js";
import { recordOf } from "../records/record.js";
import { checked, findingOf, provenBy } from "../signature/finding.js";
import { advance, reset } from "../webhooks/advance.js";
import { outcomeOf, requestOf } from "../webhooks/call.js";
import { exchange } from "../webhooks/exchange.js";
import { MemoryStore } from "../webhooks/memory.js";
import { Outbox } from "../webhooks/outbox.js";
import { History } from "./history.js";
import { install } from "./install.js";
import { instant, knownKind, seedText, timeText } from "./options.js";
import { carryOut, WAIT_MS } from "./own.js";
import { needInbox, Requests } from "./requests.js";

/** The origin of a path that is given without one: `mock.fetch("/users")`. */
const ORIGIN = "http://localhost";

/** The functions of the platform, as they were before anyone mocked them. */
const platformFetch = globalThis.fetch;

/** A mock API. `createMock` makes one. */
export class Mock {
  #engine;
  #options;
  #clock;
  #outbox;
  #journal;
  #listeners = new Listeners();
  #endings = new Set();
  #updates = 0;

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
    this.#engine = this.#compiled(options.read(mocks));
    this.#outbox = new Outbox({
      store: this.#options.store,
      clock: this.#clock,
      env: this.#options.env,
      send: exchange(this.#options.fetch),
      call: (...call) => this.#call(...call),
      tell: (row) => this.#tellWebhook(row),
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
    return this.#engine.warnings;
  }

  /** How many endpoints there are. */
  get endpointCount() {
    return this.#engine.endpointCount;
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
    return this.#engine.mayIntercept(head, isOwn);
  }

  /** Answers as plain data a request that could go on to its own server; `undefined` lets it go on. */
  async intercept(head, body, isOwn) {
    const [engine, atMs] = [this.#engine, this.#now()];
    const ask = (seed, finding) => engine.intercept(head, body, atMs, isOwn, seed, finding);
    const answer = await checked(ask, (check) => this.#find(check, body, atMs));
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
    this.#takeUp(this.#options.read(mocks));
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
    knownKind(kind, ["request", "webhook"]);
    return this.#listeners.on(kind, listener);
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
    this.#engine.free();
  }

  [Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose")]() {
    return this.close();
  }

  #compiled({ name, text }, updates = 0) {
    const { env, secretHint } = this.#options;
    return new Engine({ name, text, env, secretHint, seed: this.#seed(updates) });
  }

  /** Mocks that are taken up go on with other chance: the same would give ids that are in the store. */
  #seed(updates) {
    const seed = seedText(this.#options.seed);
    return seed === undefined || updates === 0 ? seed : `${seed}/${updates}`;
  }

  #now() {
    return this.#clock.now();
  }

  /**
   * What the mocks answer, noted; `place` is where a request stands that a webhook makes. The engine
   * that was asked first is asked again, whatever is taken up meanwhile.
   */
  async #handle(head, body, place) {
    const [engine, atMs] = [this.#engine, this.#now()];
    const ask = (seed = place, finding = undefined) =>
      engine.handle(head, body, atMs, seed, finding);
    const answer = await checked(ask, (check) => this.#find(check, body, atMs));
    this.#note(head, body, answer, atMs);
    return answer;
  }

  #find(check, body, nowMs) {
    const { env, store } = this.#options;
    const mark = (asked) => store.mark(asked);
    return findingOf(check, { prove: provenBy(env, body), mark, nowMs });
  }

  #note(head, body, { response: { status }, endpoint, refusal }, atMs) {
    const facts = { atMs, status, endpoint, refusal };
    this.#journal.note(recordOf(head, body, facts, this.#engine.redaction));
  }

  /** What follows from an answer, when it is there: its webhooks, its wait, and that it is told. */
  async #follow(head, answering) {
    const began = Date.now();
    const answer = await answering;
    const kept = await this.#keep(answer.webhooks);
    if (answer.delayMs > 0) await this.#clock.sleep(answer.delayMs);
    this.#tell(head, answer, kept, Date.now() - began);
    return answer.response;
  }

  #tell(head, answer, webhooks, ms) {
    this.#tellRequest(head, answer, ms);
    webhooks.forEach((row) => this.#tellWebhook(row));
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
    this.#tell(head, answer, kept, Date.now() - began);
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

  #tellRequest(head, { response: { status }, endpoint, refusal }, ms) {
    if (!this.#listeners.has("request")) return;
    const [method, url] = head.split("\n", 1)[0].split(" ");
    const line = requestLine(method, url, status, endpoint, ms, refusal ?? undefined);
    this.#listeners.tell("request", { method, url, status, endpoint, ms, line, refusal });
  }

  #tellWebhook({ id, name, state, line }) {
    this.#listeners.tell("webhook", { id, name, state, line });
  }

  /** An answer of the engine's own paths, `undefined` for all others. */
  #own(head, body, isLocal) {
    if (!head.includes("/__wasmock")) return undefined;
    const token = this.#options.env.WASMOCK_TOKEN;
    const asked = this.#engine.control(head, { body, isLocal, token, longestMs: WAIT_MS });
    return asked && carryOut(asked, this.#inside(), head, body);
  }

  /** What the engine's own paths need of a mock. */
  #inside() {
    return {
      env: this.#options.env,
      page: this.#options.page,
      outbox: this.#outbox,
      journal: this.#journal,
      redaction: this.#engine.redaction,
      now: () => this.#now(),
      carried: (head, nowMs) => this.#engine.carriedSignatures(head, nowMs),
      advance: (ms) => this.#advance(ms),
      reset: () => this.reset(),
      update: (source) => {
        this.#takeUp(source);
        return this;
      },
    };
  }

  #takeUp(source) {
    const engine = this.#compiled(source, this.#updates + 1);
    this.#updates += 1;
    this.#engine.free();
    this.#engine = engine;
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

function toRequest(input, init) {
  if (input instanceof Request && init === undefined) return input;
  return new Request(typeof input === "string" ? new URL(input, ORIGIN) : input, init);
}
