// The mocks that a mock answers from: a file as it is compiled now, until another is taken up.

import { dataResponse, Engine } from "../core/engine.js";
import { checked, findingOf, provenBy } from "../signature/finding.js";
import { seedText } from "./options.js";

/** A compiled mocks file, in whose place others come. */
export class Mocks {
  #options;
  #engine;
  #updates = 0;

  /** Compiles `{name, text}`; of the options of a mock `env`, `secretHint`, `seed` and `store` are used. */
  constructor(source, options) {
    this.#options = options;
    this.#engine = this.#compiled(source);
  }

  /** The engine of those that answer now. */
  get engine() {
    return this.#engine;
  }

  /** Takes up others; throws a `MocksError` and keeps the last ones if they are wrong. */
  takeUp(source) {
    const engine = this.#compiled(source, this.#updates + 1);
    this.#updates += 1;
    this.#engine.free();
    this.#engine = engine;
  }

  /** Takes up others that were sent: the answer to whoever sent them. */
  answerTakingUp(source) {
    try {
      this.takeUp(source);
    } catch (error) {
      if (error.diagnostics === undefined) throw error;
      const { drawing, diagnostics } = error;
      return dataResponse(422, JSON.stringify({ ok: false, drawing, diagnostics }));
    }
    const { endpointCount, warnings } = this.#engine;
    return dataResponse(200, JSON.stringify({ endpoints: endpointCount, warnings }));
  }

  /** What they answer as a server does; `place` is where a request stands that a webhook makes. */
  handle(head, body, atMs, place) {
    const engine = this.#engine;
    const ask = (seed = place, finding = undefined) =>
      engine.handle(head, body, atMs, seed, finding);
    return this.#checked(ask, body, atMs);
  }

  /** What they answer to a request that could go on to its own server; `undefined` lets it go on. */
  intercept(head, body, atMs, isOwn) {
    const engine = this.#engine;
    const ask = (seed, finding) => engine.intercept(head, body, atMs, isOwn, seed, finding);
    return this.#checked(ask, body, atMs);
  }

  /** Gives the memory back. */
  free() {
    this.#engine.free();
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

  /** The engine that was asked first is asked again, whatever is taken up meanwhile. */
  #checked(ask, body, nowMs) {
    const { env, store } = this.#options;
    const mark = (asked) => store.mark(asked);
    return checked(ask, (check) => findingOf(check, { prove: provenBy(env, body), mark, nowMs }));
  }
}
