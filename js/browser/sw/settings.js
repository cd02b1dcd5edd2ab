// What holds for all pages of the worker, as the newest `start` gave it, stored.

import { Engine } from "../../core/engine.js";
import { done } from "../../records/request.js";

/** The settings in the database; `undefined` before the first `start`. */
export const storedSettings = (database) =>
  database.transaction("state", "readonly", (store) => done(store.get("settings")));

/** Stores the settings. */
export const storeSettings = (database, settings) =>
  database.transaction("state", "readwrite", (store) => done(store.put(settings, "settings")));

/** An engine by `{source: {name, text}, env, seed, round, relay}`; throws a `MocksError`. */
export const engineOf = ({ source: { name, text }, env, relay, ...chance }) =>
  new Engine({ name, text, env, seed: seedOf(chance), secrets: relay ? null : env });

/** The seed of a round; that of the first is what the page gave. */
const seedOf = ({ seed, round }) => (seed === undefined || round === 0 ? seed : `${seed}/${round}`);

/** The hosts that the endpoints of an engine name. */
export function hostsOf(engine) {
  const asked = engine.control("GET http://localhost/__wasmock/endpoints", { isLocal: true });
  const { endpoints } = JSON.parse(asked.response.body);
  return new Set(endpoints.map(({ host }) => host).filter((host) => host !== null));
}

/** The SHA-256 of a text, in hexadecimal. */
export async function digest(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
