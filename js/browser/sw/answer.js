// The answer to a request of a page that is mocked.

import { problemResponse } from "../../core/engine.js";
import { bodyOf, headOf, NO_BODY } from "../../core/head.js";
import { toResponse } from "../../core/response.js";
import { recordOf } from "../../records/record.js";
import { answered } from "./find.js";
import { ownAnswer } from "./own.js";
import { plannedFrom } from "./planned.js";
import { tellRequest, tellUnmatched } from "./tell.js";

/** What a request is to the worker. */
export const KIND = {
  /** It asks for the engine's own data. */
  data: "data",
  /** An endpoint may answer. */
  endpoint: "endpoint",
  /** None does, and so it fails. */
  refused: "refused",
  /** None does, and it goes on, but the developer hears of it. */
  passed: "passed",
};

/** The paths of the engine's data. Its other paths are a development server's. */
const DATA =
  /^\/__wasmock\/(health|webhooks(\/[^/]+\/replay)?|endpoints|clock(\/advance)?|reset|requests(\/(count|find))?|wait|inbox(\/.*)?)$/;

/** And of the public keys. */
const KEYS = /^\/__wasmock\/keys(\.pem)?$/;

/**
 * What a request is, said without its body: `{kind, head, isOwn}`. `undefined` if the worker has
 * nothing to do with it.
 */
export function look(mocking, request) {
  if (!mocking.engine) return undefined;
  const url = new URL(request.url);
  if (isOwnPath(url)) return isData(mocking, url) ? { kind: KIND.data } : undefined;
  const [head, isOwn] = [headOf(request), mocking.isOwn(url.origin)];
  const mayAnswer = mocking.engine.mayIntercept(head, isOwn);
  const kind = mayAnswer ? KIND.endpoint : unmatchedKind(mocking, request);
  return kind && { kind, head, isOwn };
}

/** The answer; `undefined` lets the request go on. */
export async function answer(mocking, event, { kind, ...asked }) {
  try {
    if (kind === KIND.data) return await dataAnswer(mocking, event.request);
    return (
      (kind === KIND.endpoint && (await mocked(mocking, event, asked))) || unmatched(mocking, event)
    );
  } catch (error) {
    console.error(`wasmock: ${event.request.url} could not be answered:`, error);
    return toResponse(problemResponse(500, "engine-failed", String(error)));
  }
}

/** Tells of a request that no endpoint answers, and gives the answer that makes it fail, if so. */
export function unmatched(mocking, { request, clientId }) {
  const kind = unmatchedKind(mocking, request);
  if (kind !== undefined)
    tellUnmatched(mocking.users.named(clientId), request, mocking.settings.onUnmatched);
  return kind === KIND.refused ? Response.error() : undefined;
}

/** With a relay, a development server has the keys and not the worker. */
const isData = ({ settings }, { pathname }) =>
  DATA.test(pathname) || (KEYS.test(pathname) && !settings.relay);

/** Whether a path is the engine's, where the page is from. */
const isOwnPath = ({ origin, pathname }) =>
  origin === self.location.origin && pathname.startsWith("/__wasmock/");

/** Only of what the page's script asks for is an answer expected, not of an image that is not there. */
function unmatchedKind(mocking, { destination, url }) {
  const { onUnmatched } = mocking.settings;
  if (onUnmatched === "bypass" || destination !== "" || !mocking.isExpected(url)) return undefined;
  return onUnmatched === "error" ? KIND.refused : KIND.passed;
}

/** What the page asks of the engine: who else could must ask the page's server. */
const dataAnswer = async (mocking, request) =>
  toResponse(await ownAnswer(mocking, headOf(request), await unreadBody(request), true));

/** The endpoint's answer; what follows from it does not hold it up. */
async function mocked(mocking, event, { head, isOwn }) {
  const { request, clientId } = event;
  const [nowMs, began] = [mocking.webhooks.now(), Date.now()];
  const body = await unreadBody(request);
  const { engine } = mocking;
  const asked = { head, body, nowMs, isOwn };
  const ask = (...known) => engine.intercept(head, body, nowMs, isOwn, ...known);
  const answer = await answered(mocking, asked, ask);
  if (!answer) return undefined;
  const planned = plannedFrom(mocking, answer, asked);
  event.waitUntil(mocking.webhooks.follow(answer.webhooks, planned));
  event.waitUntil(note(mocking, head, body, answer, nowMs));
  await pause(answer.delayMs);
  const told = [mocking.users.named(clientId), request, answer, Date.now() - began];
  setTimeout(tellRequest, 0, ...told); // the page gets its answer first
  return toResponse(answer.response);
}

/** Has the journal note a request; it is asked in the order of their coming. */
export function note({ journal, engine }, head, body, answer, atMs) {
  const { response, endpoint, refusal } = answer;
  const facts = { atMs, status: response.status, endpoint, refusal };
  return journal.note(recordOf(head, body, facts, engine.redaction));
}

/** The body, read from a copy: the request may have to go on. */
const unreadBody = (request) =>
  request.method === "GET" || request.method === "HEAD" ? NO_BODY : bodyOf(request.clone());

/** Waits, not at all for 0. */
export const pause = (ms) =>
  ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : undefined;
