// What a host finds when the engine wants to know who sent a request, and whether it came before.

import { verify } from "./verify.js";

/**
 * Asks an engine: `ask(seed, finding)` is its answer. What it wants to know first, if anything, is found
 * out by `find(check, seed)`; only then a promise comes.
 */
export function checked(ask, find) {
  const first = ask();
  return first?.check ? found(first, ask, find) : first;
}

const found = async ({ check, seed }, ask, find) => ask(seed, await find(check, seed));

/**
 * `{held: true}`, or `{held: false, reason}`, of a check (src/verify.rs) that `prove` proves but for its
 * mark; `mark` is that of a store (js/webhooks/marks.js). Never rejects.
 */
export async function findingOf(check, { prove, mark, nowMs }) {
  const finding = await prove(check);
  if (!finding.held || check.mark === null) return finding;
  return (await repetition(check.mark, mark, nowMs)) ?? finding;
}

/** Proves by these secrets over a body's bytes. */
export const provenBy = (secrets, body) => (check) =>
  verify({ ...check, keys: check.keys.map((key) => withText(key, secrets)) }, body);

const withText = (key, secrets) => (key.name === null ? key : { ...key, text: secrets[key.name] });

/** That it came before; nothing where it did not. */
async function repetition({ kind, text, since }, mark, nowMs) {
  try {
    const [known] = await mark({ kind, texts: [text], nowMs, since });
    return known ? { held: false, reason: "its id was received before" } : undefined;
  } catch (error) {
    const reason = `whether its id was received before could not be asked: ${error.message}`;
    return { held: false, reason };
  }
}
