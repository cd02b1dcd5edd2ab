// Public keys as JSON Web Keys (RFC 7517).

import { fromBase64Url } from "./encoding.js";
import { KeyFault } from "./fault.js";

/** Whether a text is meant as a JWK. */
export const isJwk = (text) => text.trimStart().startsWith("{");

/** The members of a JWK that make the public key of a kind of key, and no other. */
export function publicJwk(text, { title, jwk: { kty, crv, members } }) {
  const given = parsed(text);
  if (given.keys !== undefined) throw new KeyFault("is a set of keys: give one of its `keys`");
  if (given.d !== undefined) throw new KeyFault("is a private key, where a public one is wanted");
  const isWhole = members.every((name) => isNumber(given[name]));
  if (given.kty !== kty || given.crv !== crv || !isWhole) {
    throw new KeyFault(`is no ${title} public key`);
  }
  return { kty, crv, ...Object.fromEntries(members.map((name) => [name, given[name]])) };
}

/** Some platforms read what they can of a text that is no base64. */
const isNumber = (member) => typeof member === "string" && fromBase64Url(member)?.length > 0;

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new KeyFault("begins as a JWK does and is no JSON");
  }
}
