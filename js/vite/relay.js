// Webhooks sent in the place of a page, which can neither set all header fields nor know a secret; and
// requests verified for it.

import { tellRow } from "../core/engine.js";
import { checked, provenBy } from "../signature/finding.js";
import { delivery } from "../webhooks/delivery.js";
import { exchange } from "../webhooks/exchange.js";

/** A question that the relay refuses, with an HTTP status. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** What is asked, field by field: what each must be. */
const FIELDS = {
  mocks: (value) => typeof value === "string",
  head: (value) => typeof value === "string",
  body: (value) => typeof value === "string",
  nowMs: (value) => Number.isSafeInteger(value) && value >= 0,
  isOwn: (value) => typeof value === "boolean",
  seed: (value) => isText(value, /^[0-9a-f]{32}(\/\d{1,3}){2}$/),
  id: (value) => typeof value === "string" || value === null,
  object: (value) => value === null || value === undefined || isAnswer(value),
};

/** What the page's store told of an object: nobody else knows it. */
const isAnswer = ({ created, sequence }) =>
  typeof created === "boolean" && isText(sequence, /^\d{1,19}$/);

/** A pattern alone would take a list of one text for that text. */
const isText = (value, pattern) => typeof value === "string" && pattern.test(value);

/**
 * Sends a webhook that a request is said to have planned. It plans that request anew and sends what
 * comes of it, so nothing goes out but what the mocks file says.
 */
export class Relay {
  #file;
  #secrets;
  #deliver;

  /** `secrets` are the values of `$env:NAME`; no page ever sees them. */
  constructor(file, secrets) {
    this.#file = file;
    this.#secrets = secrets;
    this.#deliver = delivery(secrets, exchange(fetch));
  }

  /**
   * Sends the webhook `id`: what `exchange` gives, or `{refused}`; with the id null, says what the
   * request proves: `{held, reason}`. Throws a `Refusal`.
   */
  async send(asked) {
    needFields(asked);
    const engine = this.#file.engine(asked.mocks);
    if (!engine)
      throw new Refusal(404, "the mocks that planned this webhook are not known any more");
    if (asked.id === null) return this.#proof(engine, asked);
    return this.#deliver(await this.#planned(engine, asked), Date.now());
  }

  async #proof(engine, asked) {
    const { check } = replayed(engine, asked)() ?? {};
    if (!check) throw new Refusal(404, "the mocks verify no such request");
    return this.#prove(check, asked);
  }

  /** The webhook's row, planned anew. One without a time, or that calls the mocks, is none to be sent. */
  async #planned(engine, asked) {
    const answer = await checked(replayed(engine, asked), (check) => this.#prove(check, asked));
    const isAsked = ({ id, wakeMs, isCall }) => id === asked.id && wakeMs !== null && !isCall;
    const row = answer?.webhooks.find(isAsked);
    if (!row) throw new Refusal(404, "the mocks plan no such webhook for this request");
    return completed(row, asked.object);
  }

  /** Whether the request came before, the worker has asked. */
  #prove(check, { body }) {
    return provenBy(this.#secrets, bytes(body))(check);
  }
}

/** Has the engine answer the request as it did for the page, once more. */
const replayed =
  (engine, { head, body, nowMs, isOwn, seed: place }) =>
  (seed = place, finding = undefined) =>
    engine.intercept(head, bytes(body), nowMs, isOwn, seed, finding);

const bytes = (base64) => Buffer.from(base64, "base64");

/** The row of an envelope with what was told of its object. */
function completed(row, object) {
  const isEnvelope = row.marks?.seen.length > 0;
  if (!isEnvelope) return row;
  if (object) return tellRow(row, object);
  throw new Refusal(400, "`object` is missing or wrong");
}

function needFields(asked) {
  const wrong = Object.keys(FIELDS).find((name) => !FIELDS[name](asked?.[name]));
  if (wrong !== undefined) throw new Refusal(400, `\`${wrong}\` is missing or wrong`);
}
