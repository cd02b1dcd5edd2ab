// The mocks that the worker answers by, and all that belongs to them.

import { recordFits } from "../../core/engine.js";
import { IndexedDbRecords } from "../../records/indexeddb.js";
import { Journal } from "../../records/journal.js";
import { Database } from "../database.js";
import { nameOf } from "../protocol.js";
import { call } from "./call.js";
import { deliver } from "./deliver.js";
import { tellWebhook } from "./tell.js";
import { digest, engineOf, hostsOf, storedSettings, storeSettings } from "./settings.js";
import { readSource } from "./source.js";
import { Users } from "./users.js";
import { Webhooks } from "./webhooks.js";

/** What the worker knows. It is `ready` a few milliseconds after the worker was started. */
export class Mocking {
  #database;
  #settings;
  #hosts;
  #loading;

  /** The compiled mocks; `undefined` before the first `start`. */
  engine;

  /** Who is mocked. */
  users;

  /** The webhooks. */
  webhooks;

  /** What came in: the journal and the inboxes. */
  journal;

  /** Whether all that is stored has been read. */
  isReady;

  constructor() {
    this.#database = new Database(nameOf(self.registration.scope));
    this.users = new Users(this.#database);
    this.webhooks = new Webhooks({
      database: this.#database,
      deliver: (row, nowMs) => deliver(row, nowMs, this.settings, (...made) => call(this, ...made)),
      tell: tellWebhook,
      redaction: () => this.engine?.redaction,
    });
    this.journal = new Journal(new IndexedDbRecords(this.#database), recordFits);
    this.load();
  }

  /** What the newest `start` asked for. */
  get settings() {
    return this.#settings ?? { env: {}, origins: [], onUnmatched: "bypass" };
  }

  /** Reads what is stored. Without it, nothing is mocked until a page calls `start`. */
  load() {
    this.isReady = false;
    this.#loading = this.#load()
      .catch((error) => console.error("wasmock: what was stored can't be used:", error))
      .finally(() => (this.isReady = true));
    return this.#loading;
  }

  /** Waits until all that is stored has been read. */
  ready() {
    return this.#loading;
  }

  /** What every event does: it sees to the webhooks. */
  async wake() {
    await this.#loading;
    await this.webhooks.look();
  }

  /**
   * Takes up settings as a page gives them; throws, and keeps the last, where they are wrong. A new
   * `start` with a seed gives the ids of earlier webhooks again, which are forgotten for it.
   */
  async takeUp({ source, ...settings }, isNew) {
    const read = await readSource(source);
    const round = isNew ? 0 : this.#nextRound;
    const whole = { ...settings, round, source: { ...read, digest: await digest(read.text) } };
    this.#use(whole, engineOf(whole));
    await storeSettings(this.#database, whole);
    if (isNew && whole.seed !== undefined) await this.webhooks.clear();
    return { endpoints: this.engine.endpointCount, warnings: this.engine.warnings };
  }

  /** Whether the developer of the page expects an answer: it is for an origin or a host of the mocks. */
  isExpected(url) {
    const { origin, hostname } = new URL(url);
    return this.isOwn(origin) || this.#hosts.has(hostname);
  }

  /** Whether endpoints without a `host` answer for this origin. */
  isOwn(origin) {
    return origin === self.location.origin || this.settings.origins.includes(origin);
  }

  async #load() {
    const [settings] = await Promise.all([
      storedSettings(this.#database),
      this.users.load(),
      this.webhooks.load(),
    ]);
    if (!settings) return;
    this.#settings = settings;
    const next = { ...settings, round: this.#nextRound };
    this.#use(next, engineOf(next));
    if (next.seed !== undefined) await storeSettings(this.#database, next);
  }

  /** With a seed, chance goes on otherwise in each round: ids of webhooks must not come again. */
  get #nextRound() {
    return (this.#settings?.round ?? 0) + 1;
  }

  #use(settings, engine) {
    this.engine?.free();
    this.engine = engine;
    this.#hosts = hostsOf(engine);
    this.#settings = settings;
  }
}
