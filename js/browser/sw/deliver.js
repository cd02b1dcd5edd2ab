// How a browser sends a webhook: by itself, or through the relay of a development server.

import { delivery } from "../../webhooks/delivery.js";
import { exchange } from "../../webhooks/exchange.js";
import { relayed } from "./relay.js";

/**
 * Sends a row by these settings at this time, or has it `call` the mocks: what `exchange` gives, or
 * `{refused}`.
 */
export function deliver(row, nowMs, { env, relay }, call) {
  const isRelayed = relay && row.planned !== undefined && !row.isCall;
  if (!isRelayed) return delivery(env, send, call)(row, nowMs);
  return row.planned === null ? { refused: NOT_KEPT } : relayed(relay, row);
}

const NOT_KEPT =
  "the request that it was planned from, which the relay needs, was too large to be kept";

async function send(message, timeoutMs) {
  const result = await exchange(quietFetch)(message, timeoutMs);
  const { error } = result;
  return error === undefined ? result : { ...result, error: withHint(error, message.url) };
}

/** A webhook is no request of the page's user. */
async function quietFetch(url, init) {
  const response = await fetch(url, { ...init, credentials: "omit", referrer: "" });
  if (response.type !== "opaqueredirect") return response;
  const words = "the target redirects elsewhere; a browser does not say with which status";
  throw Object.assign(new Error(words), { failure: "3xx" });
}

/** A browser does not say whether a target was out of reach or does not allow the call. */
function withHint(error, url) {
  const { origin } = self.location;
  if (!NETWORK.test(error) || new URL(url).origin === origin) return error;
  return `${error}: the target can't be reached, or does not allow calls from ${origin} (CORS)`;
}

/** The words for it of Chromium, Firefox and WebKit. */
const NETWORK = /^(Failed to fetch|NetworkError|Load failed)/;
