// The engine: what src/adapter/web.rs exports, as values of JavaScript.

import * as glue from "../../build/web/engine.js";
import { compiled } from "wasmock-compiled"; // wasm/inline.js or wasm/module.js
import { unusableKeyLines } from "../signature/unusable.js";
import { ConditionError, MocksError } from "./error.js";
import { NO_BODY } from "./head.js";

/** Which instance of the wasm is running, counted from 1; 0 before the first use. */
let generation = 0;

/** The exports of the wasm, which is started at the first use. */
function wasm() {
  if (generation === 0) {
    glue.initSync({ module: compiled() });
    generation = 1;
  }
  return glue;
}

/** Calls the wasm. A panic has ended its instance: the next call gets a new one. */
function call(what) {
  try {
    return what(wasm());
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) {
      glue.__wbg_reset_state();
      generation += 1;
    }
    throw typeof error === "string" ? new Error(error) : error;
  }
}

const json = (what) => JSON.parse(call(what));

/** The version of the engine. */
export const version = () => call((wasm) => wasm.version());

/** Checks a mocks file: `{ok, drawing, diagnostics}`. */
export const check = (name, text) => json((wasm) => wasm.check(name, text));

/** A time such as `60s` in milliseconds; throws what is wrong with it. */
export const milliseconds = (time) => call((wasm) => wasm.milliseconds(time));

/** Gives a webhook's entry to a sender: the row, `begun` if it is to be sent now. */
export const beginEntry = (entry, nowMs) => json((wasm) => wasm.beginEntry(entry, nowMs));

/** Takes a webhook's entry from a sender that has ended: the row. */
export const freeEntry = (entry, nowMs) => json((wasm) => wasm.freeEntry(entry, nowMs));

/** Has an entry look at the one that it waits for, `undefined` if that is gone: the row. */
export const lookAtEntry = (entry, other, nowMs) =>
  json((wasm) => wasm.lookAtEntry(entry, other, nowMs));

/** Takes a sender's report: the row. */
export const reportEntry = (entry, sending, nowMs) =>
  json((wasm) => wasm.reportEntry(entry, JSON.stringify(sending), nowMs));

/**
 * Has an entry that has ended sent once more: the row, with the `response` to whoever asks for it;
 * nothing but that for `undefined`, where there is no such entry. `redaction` is the engine's.
 */
export const replayEntry = (entry, nowMs, redaction) =>
  json((wasm) => wasm.replayEntry(entry, nowMs, redaction));

/** Moves an entry back by so much, as the clock was: the row. */
export const setBackEntry = (entry, ms) => json((wasm) => wasm.setBackEntry(entry, ms));

/** `{message, order, timeoutMs, call}` of a try at this time, or `{refused}` where a secret is not in `env`. */
export const entryMessage = (entry, env, nowMs) =>
  json((wasm) => wasm.entryMessage(entry, JSON.stringify(env), nowMs));

/** Skips a webhook that was just planned, since `most` others wait already: the row. */
export const crowdOutEntry = (entry, most) => json((wasm) => wasm.crowdOutEntry(entry, most));

/** Completes rows that were just planned by what a store knew of their objects: `{rows, last}`. */
export const settleRows = (rows, known, nowMs) =>
  json((wasm) =>
    wasm.settleEntries(
      rows.map(({ entry }) => entry),
      JSON.stringify(known),
      nowMs,
    ),
  );

/** Completes a row that was planned anew by the `object` of the row that is kept. */
export const tellRow = ({ entry }, { created, sequence }) =>
  json((wasm) => wasm.tellEntry(entry, created, sequence));

/** A page of the history as JSON text, of what a store's `page` found; `redaction` is the engine's. */
export function historyPage(found, limit, redaction) {
  const shown = found.slice(0, limit);
  const next = found.length > limit ? shown.at(-1).place : undefined;
  const entries = shown.map(({ entry }) => entry);
  return call((wasm) => wasm.historyPage(entries, next, redaction));
}

/** Reads a query of the history; throws what is wrong with it. */
export const historyFilter = (query) => json((wasm) => wasm.historyFilter(query));

/** The answer with a file of the page under `/__wasmock/`. */
export const pageResponse = (name, text) => json((wasm) => wasm.pageResponse(name, text));

/** The answer to a request that an inbox caught, as its number there. */
export const caughtResponse = (head, name, number) =>
  json((wasm) => wasm.caughtResponse(head, name, number));

/** The record of a request that came in, as JSON text (js/records/record.js). */
export const recordText = (head, body, facts, redaction) =>
  call((wasm) => wasm.recordText(head, body, JSON.stringify(facts), redaction));

/** Whether a condition holds for a record. */
export const recordFits = (condition, record) => call((wasm) => wasm.recordFits(condition, record));

/** Throws a `ConditionError` for a condition that is wrong. */
export function checkCondition(condition) {
  const report = json((wasm) => wasm.checkCondition(condition));
  if (!report.ok) throw new ConditionError(report);
}

/** The answer with data that is JSON text. */
export const dataResponse = (status, text) => json((wasm) => wasm.dataResponse(status, text));

/** The answer with what the clock says. */
export const clockResponse = (nowMs) => json((wasm) => wasm.clockResponse(nowMs));

/** The answer once all was forgotten. */
export const forgottenResponse = () => json((wasm) => wasm.forgottenResponse());

/** The answer with public keys, in a form. */
export const keysResponse = (form, text) => json((wasm) => wasm.keysResponse(form, text));

/** A refusal in the engine's own words. */
export const problemResponse = (status, code, error) =>
  json((wasm) => wasm.problemResponse(status, code, error));

/** The line of a request, for a terminal or a console; `refusal` says why `verify` refused it. */
export const requestLine = (method, url, status, endpoint, ms, refusal = undefined) =>
  call((wasm) =>
    wasm.requestLine(method, url, status, endpoint?.method, endpoint?.path, ms, refusal),
  );

/** The lines that warn of a secret without a value; `hint` says how it gets one. */
const unsetSecretLine = (name, hint) => call((wasm) => wasm.unsetSecretLine(name, hint));

/** The same of one by which requests are verified. */
const unsetVerifyingSecretLine = (name, hint) =>
  call((wasm) => wasm.unsetVerifyingSecretLine(name, hint));

/** How a secret gets its value where the caller's `env` holds it. */
const inEnv = (name) => `give it a value: \`env: {${name}: "..."}\``;

/**
 * A compiled mocks file. `source` is `{name, text, env, seed, secrets, secretHint}`: `env` an object of
 * texts, `seed` a text that all chance follows from, or `undefined` for chance that does not repeat;
 * `secrets` those that the file's webhooks are sent with, where that is not `env`: `null` if only
 * another program knows them; `secretHint(name)` says how one gets its value, where that is not `env`.
 */
export class Engine {
  #source;
  #mocks;
  #redaction;
  #generation;

  /** Throws a `MocksError` for a file with mistakes. */
  constructor(source) {
    this.#source = source;
    this.#compile();
  }

  get name() {
    return this.#source.name;
  }

  /**
   * Answers as a server: `{response, delayMs, endpoint, webhooks, seed, refusal}`. `call` is where a
   * request stands that a webhook makes (`entryMessage`). Where something is to be checked first,
   * `{check, seed}` comes, and the same is asked again with that seed and the finding
   * (js/signature/finding.js).
   */
  handle(head, body, nowMs, call, finding) {
    const found = finding && JSON.stringify(finding);
    return JSON.parse(this.#call((mocks) => mocks.handle(head, body, nowMs, call, found)));
  }

  /**
   * The same for a request that could go on to its own server; `undefined` lets it go on. With the
   * seed of an answer the same comes again, its webhooks too.
   */
  intercept(head, body, nowMs, isOwn, seed, finding) {
    const found = finding && JSON.stringify(finding);
    const asked = [head, body, nowMs, isOwn, seed, found];
    const answer = this.#call((mocks) => mocks.intercept(...asked));
    return answer === undefined ? undefined : JSON.parse(answer);
  }

  /** Whether `intercept` may answer, said without the body. */
  mayIntercept(head, isOwn) {
    return this.#call((mocks) => mocks.mayIntercept(head, isOwn));
  }

  /**
   * A request to the engine's own paths: what the host must do; `undefined` for all others. A wait
   * may take up to `longestMs`.
   */
  control(head, { body = NO_BODY, isLocal, token, longestMs = 0 }) {
    const asked = this.#call((mocks) => mocks.control(head, body, isLocal, token, longestMs));
    return asked === undefined ? undefined : JSON.parse(asked);
  }

  /** The signatures that a request carries, for js/signature/carried.js. */
  carriedSignatures(head, nowMs) {
    return JSON.parse(this.#call((mocks) => mocks.carriedSignatures(head, nowMs)));
  }

  /** What records of requests and the history of webhooks must not show. */
  get redaction() {
    return this.#redaction;
  }

  /** How many endpoints there are. */
  get endpointCount() {
    return this.#call((mocks) => mocks.endpointCount());
  }

  /** What the author should look at, drawn: the file's warnings, and the secrets without a value or a use. */
  get warnings() {
    const { env, secrets = env, secretHint = inEnv } = this.#source;
    const { drawing } = JSON.parse(this.#call((mocks) => mocks.warnings()));
    const isUnset = (name) => secrets && secrets[name] === undefined;
    const verifying = new Set(this.#keys("verifyingKeys").map(({ name }) => name));
    const lines = [
      ...this.#call((mocks) => mocks.secretNames())
        .filter(isUnset)
        .map((name) => unsetSecretLine(name, secretHint(name))),
      ...[...verifying]
        .filter(isUnset)
        .map((name) => unsetVerifyingSecretLine(name, secretHint(name))),
    ];
    return [drawing, ...lines.map((line) => `${line}\n`), ...this.#unusable(secrets)].join("");
  }

  /** Lets go of the memory that the compiled file holds. */
  free() {
    if (this.#generation === generation) this.#mocks.free();
    this.#generation = undefined;
  }

  /** Lines for the secrets and keys to sign and to verify with that are set and can't be used. */
  #unusable(secrets) {
    const keys = [...this.#keys("signingKeys"), ...this.#keys("verifyingKeys")];
    return unusableKeyLines(keys.map((key) => ({ ...key, text: secrets?.[key.name] })));
  }

  /** Those that `kind` of the wasm lists, without their texts. */
  #keys(kind) {
    return JSON.parse(this.#call((mocks) => mocks[kind]()));
  }

  #call(what) {
    if (this.#generation !== generation) this.#compile();
    return call(() => what(this.#mocks));
  }

  #compile() {
    const { name, text, env, seed } = this.#source;
    try {
      this.#mocks = new (wasm().Mocks)(name, text, JSON.stringify(env));
    } catch (error) {
      throw typeof error === "string" ? new MocksError(JSON.parse(error)) : error;
    }
    if (seed !== undefined) this.#mocks.seed(seed);
    this.#redaction = this.#mocks.redaction();
    this.#generation = generation;
  }
}
