// What the engine asks of WebCrypto (src/adapter/cloudflare/signatures.rs).

import { signatureOf } from "../signature/carried.js";
import { findingOf, provenBy } from "../signature/finding.js";
import { publicKeys } from "../signature/public.js";
import { signatureFields } from "../signature/sign.js";
import { unusableKeyLines } from "../signature/unusable.js";
import { shardOf } from "./shards.js";

/** The header fields with the signatures that an order wants; rejects with words. */
export const sign = (order, body) => signatureFields(JSON.parse(order), body);

/** What comes of a check, JSON, over a body's bytes: a finding as JSON. */
export async function find(check, body, bindings, nowMs) {
  // All who ask whether an id came before must ask the same object.
  const mark = (asked) => shardOf(bindings, "").mark(asked);
  const found = { prove: provenBy(bindings, body), mark, nowMs };
  return JSON.stringify(await findingOf(JSON.parse(check), found));
}

/** What comes of the signatures that a request carries, a JSON list, over a body's bytes: JSON. */
export const judge = async (carried, body, bindings) =>
  JSON.stringify(await signatureOf(JSON.parse(carried), bindings, body));

/** The warnings of the keys, a JSON list, that are set and can't be used. */
export const unusableKeys = (keys) => unusableKeyLines(JSON.parse(keys)).join("");

/** The public keys of those of a mocks file, a JSON list, as a text; without `id`, all. */
export const publicKeyText = (keys, form, id = null) => publicKeys(JSON.parse(keys), form, id);
