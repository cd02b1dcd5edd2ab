// What a request proves of its sender: a signature over its body, or credentials.

import { same } from "./compare.js";
import { fromBase64, fromHex, utf8 } from "./encoding.js";
import { importPrivateKey, importPublicKey, importSecret, KeyFault } from "./keys.js";
import { publicKeyOf } from "./public.js";
import { title } from "./title.js";

/** How the bytes of a signature are read in each scheme; the others' proofs are credentials. */
const SIGNED = {
  "standard-webhooks": fromBase64,
  "hmac-sha256": fromHex,
  "rsa-sha256": fromBase64,
};

/** What makes the key to verify with, by what is known of it. */
const OPEN = {
  secret: importSecret,
  "public-key": importPublicKey,
  "private-key": async (scheme, text) => publicKeyOf(await importPrivateKey(scheme, text)),
};

/**
 * What comes of a check that the engine wants (src/verify.rs) over a body's bytes: `{held: true, key}`,
 * `{name, id}` of the one by which it held, or `{held: false, reason}` with words for whoever runs the
 * mocks. Of its keys `{name, text, id}` those without a text are not set. Never rejects.
 */
export async function verify(check, body) {
  if (check.scheme === "header" && check.keys.length === 0) return { held: true }; // it is there
  const content = joined(utf8(check.beforeBody), body);
  const tried = await Promise.all(check.keys.map((key, i) => attempt(check, key, i, content)));
  const wanted = check.scheme === "basic" ? 2 : 1; // both the user and the password
  const held = tried.filter(({ holds }) => holds).length >= wanted;
  if (held) {
    const { name, id } = check.keys[tried.findIndex(({ holds }) => holds)];
    return { held, key: { name, id } }; // its text is a secret
  }
  return { held, reason: reason(check, tried) };
}

/** Whether it holds by one key: `{holds, fault}`; the fault says why the key is no use. */
async function attempt(check, key, i, content) {
  const { keyType } = check;
  const named = (words) => ({ holds: false, fault: `${title(keyType, key.name)} ${words}` });
  if (typeof key.text !== "string") return named("is not set");
  if (key.name !== null && key.text.trim() === "") return named("is empty");
  try {
    return { holds: await holds(check, key.text, i, content) };
  } catch (error) {
    if (error instanceof KeyFault) return named(error.message);
    return named(`can't be used here: ${error.message}`);
  }
}

/** Of basic authentication each key is a part of the credentials, the user and the password. */
function holds({ scheme, keyType, given }, text, i, content) {
  const read = SIGNED[scheme];
  if (read) return isSigned({ scheme, keyType }, text, given.map(read), content);
  return same(utf8(scheme === "basic" ? given[i] : given[0]), utf8(text));
}

/** Whether one of the signatures is that of the key; what is none, not even by its look, is undefined. */
async function isSigned({ scheme, keyType }, text, signatures, content) {
  const key = await OPEN[keyType](scheme, text);
  const looked = signatures
    .filter((bytes) => bytes !== undefined)
    .map((bytes) => crypto.subtle.verify(key.algorithm.name, key, bytes, content));
  return (await Promise.all(looked)).includes(true);
}

function joined(before, body) {
  if (before.length === 0) return body;
  const whole = new Uint8Array(before.length + body.length);
  whole.set(before);
  whole.set(body, before.length);
  return whole;
}

/** Why it does not hold. Keys that are no use are told, since it might have held by them. */
function reason({ scheme }, tried) {
  const faults = [...new Set(tried.map(({ fault }) => fault).filter(Boolean))];
  if (faults.length > 0 && tried.every(({ fault }) => fault)) return faults.join("; ");
  const what = scheme in SIGNED ? "the signature does not match" : "the credentials do not match";
  return [what, ...faults].join("; ");
}
