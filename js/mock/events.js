// What a mock tells those who listen: each request it answered, and each step of a webhook.

import { requestLine } from "../core/engine.js";
import { Listeners } from "../core/listeners.js";
import { knownKind } from "./options.js";

/** The events `request` and `webhook`. */
export class Events {
  #listeners = new Listeners();

  /** Adds a listener; gives the function that takes it away again. */
  on(kind, listener) {
    knownKind(kind, ["request", "webhook"]);
    return this.#listeners.on(kind, listener);
  }

  /** A request was answered in so many milliseconds, and these webhooks were kept. */
  answered(head, answer, webhooks, ms) {
    this.#request(head, answer, ms);
    webhooks.forEach((row) => this.webhook(row));
  }

  /** A webhook went a step on. */
  webhook({ id, name, state, line }) {
    this.#listeners.tell("webhook", { id, name, state, line });
  }

  #request(head, { response: { status }, endpoint, refusal }, ms) {
    if (!this.#listeners.has("request")) return;
    const [method, url] = head.split("\n", 1)[0].split(" ");
    const line = requestLine(method, url, status, endpoint, ms, refusal ?? undefined);
    this.#listeners.tell("request", { method, url, status, endpoint, ms, line, refusal });
  }
}
