// What `start` gives: the mocking of this page, as its script sees it.

import { Listeners } from "../core/listeners.js";
import { knownKind } from "../mock/options.js";
import { show, showTrouble, showWarnings } from "./lines.js";
import { ask, ASK, hasWorker, nameOf, TOLD } from "./protocol.js";
import { BrowserRequests } from "./requests.js";
import { sourceOf } from "./source.js";
import { BrowserWebhooks } from "./webhooks.js";

/** How often the worker is woken while webhooks wait: browsers end one that has nothing to do. */
const TICK_MS = 10_000;

/** The newest handle of this page, which writes to the console alone. */
let newest;

/** The mocking of this page. */
export class BrowserMocking {
  #registration;
  #settings;
  #name;
  #quiet;
  #page;
  #channel;
  #listeners = new Listeners();
  #ticking;
  /** Time as the mocks see it, for all pages of the origin. */
  clock = {
    now: async () => new Date(await this.#ask(ASK.now)),
    advance: (time) => this.#advance(time),
  };

  /** The history of the webhooks, and what waits. */
  webhooks = new BrowserWebhooks((...asked) => this.#ask(...asked));

  /** The journal: the requests that came in. */
  requests = new BrowserRequests((...asked) => this.#ask(...asked));

  #resume = ({ persisted }) => persisted && this.#ask(ASK.resume).catch(showTrouble);

  constructor(registration, { settings, name, quiet }) {
    this.#registration = registration;
    this.#settings = settings;
    this.#name = name;
    this.#quiet = quiet;
  }

  /** Has the page mocked from now on. */
  async begin(mocks) {
    this.#channel = new BroadcastChannel(nameOf(this.#registration.scope));
    this.#channel.onmessage = ({ data }) => this.#hear(data);
    try {
      await this.#takeUp(mocks, { isNew: true });
    } catch (error) {
      this.#channel.close();
      throw error;
    }
    newest = this;
    addEventListener("pageshow", this.#resume);
  }

  /** Takes up other mocks, for all pages; throws and keeps the last ones if they are wrong. */
  async update(mocks) {
    this.#needRunning();
    await this.#takeUp(mocks, { isNew: false });
  }

  /** Ends it for this page. The worker goes with the last one. */
  async stop() {
    if (!this.#channel) return;
    this.#channel.close();
    this.#channel = undefined;
    clearInterval(this.#ticking);
    removeEventListener("pageshow", this.#resume);
    if (!hasWorker(this.#registration)) return;
    const { isIdle } = await this.#ask(ASK.stop);
    if (isIdle) await this.#registration.unregister();
  }

  /** The inbox of this name: what was sent to `/__wasmock/inbox/NAME`. */
  inbox(name) {
    return new BrowserRequests((...asked) => this.#ask(...asked), name);
  }

  /** The names of the inboxes that have caught anything. */
  inboxes() {
    return this.#ask(ASK.inboxes);
  }

  /** Forgets all webhooks of the origin and what came in, and sets the clock back. */
  reset() {
    return this.#ask(ASK.reset);
  }

  /** Calls a listener at each `request`, `webhook` or `unmatched`; gives the function that ends it. */
  on(kind, listener) {
    knownKind(kind, Object.values(TOLD));
    return this.#listeners.on(kind, listener);
  }

  async #takeUp(mocks, { isNew }) {
    const settings = { ...this.#settings, source: sourceOf(mocks, this.#name) };
    const { page, warnings, isWaiting } = await this.#ask(ASK.start, { settings, isNew });
    this.#page = page;
    if (!this.#quiet) showWarnings(warnings);
    if (isWaiting) this.#tick();
  }

  /** To an instant: the worker may be ended on the way, and is then asked once more. */
  async #advance(time) {
    const end = await this.#ask(ASK.aim, { time });
    return new Date(await this.#ask(ASK.advance, { end }));
  }

  #ask(kind, detail) {
    return ask(this.#registration, kind, detail);
  }

  #hear({ told, to, event }) {
    if (to !== undefined && to !== this.#page) return;
    if (told === TOLD.webhook) this.#tick();
    if (!this.#quiet && newest === this) show(told, event);
    this.#listeners.tell(told, event);
  }

  /** Keeps the worker awake until no webhook waits. */
  #tick() {
    this.#ticking ??= setInterval(async () => {
      const { isWaiting } = await this.#ask(ASK.tick).catch(() => ({ isWaiting: false }));
      if (!isWaiting) this.#ticking = void clearInterval(this.#ticking);
    }, TICK_MS);
  }

  #needRunning() {
    if (!this.#channel) throw new Error("wasmock: mocking was stopped: call `start` again");
  }
}
