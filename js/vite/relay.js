// Webhooks sent in the place of a page, which can neither set all header fields nor know a secret.

import { tellRow } from "../core/engine.js";
import { delivery } from "../webhooks/outbox.js";
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
  id: (value) => typeof value === "string",
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
  #deliver;

  /** `secrets` are the values of `$env:NAME`; no page ever sees them. */
  constructor(file, secrets) {
    this.#file = file;
    this.#deliver = delivery(secrets, exchange(fetch));
  }

  /** Sends the webhook `id`: what `exchange` gives, or `{refused}`; throws a `Refusal`. */
  send(asked) {
    needFields(asked);
    const engine = this.#file.engine(asked.mocks);
    if (!engine)
      throw new Refusal(404, "the mocks that planned this webhook are not known any more");
    return this.#deliver(planned(engine, asked), Date.now());
  }
}

/**
 * The webhook's row, planned anew, with what was told of its object. One without a time, or that calls
 * the mocks, is none to be sent.
 */
function planned(engine, { head, body, nowMs, isOwn, seed, id, object }) {
  const rows = engine.replan(head, Buffer.from(body, "base64"), nowMs, isOwn, seed);
  const row = rows.find((row) => row.id === id && row.wakeMs !== null && !row.isCall);
  if (!row) throw new Refusal(404, "the mocks plan no such webhook for this request");
  return completed(row, object);
}

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
