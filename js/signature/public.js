// Public keys for receivers, taken from the private ones.

import { fromBase64Url, toBase64, toBase64Url, utf8 } from "./encoding.js";
import { importPrivateKey } from "./keys.js";
import { toPem } from "./pem.js";

/** What a public key says of itself, by its kind: the members that make it (RFC 7638, section 3.2). */
const KINDS = {
  RSA: { members: ["e", "kty", "n"], alg: "RS256" },
  OKP: { members: ["crv", "kty", "x"], alg: "EdDSA" },
};

/**
 * The public keys of those of a mocks file, `{scheme, keyType, text, id}`, as a text: `form` is "jwks"
 * (RFC 7517, section 5) or "pem". Secrets, keys without a text and what is none are left out; `id`
 * leaves out all keys but one.
 */
export async function publicKeys(keys, form, id) {
  const opened = await Promise.all(keys.map(published));
  const all = opened.filter((key) => key && (id === null || key.jwk.kid === id));
  const once = all.filter(({ jwk }, i) => all.findIndex((key) => key.jwk.kid === jwk.kid) === i);
  if (form === "jwks") return JSON.stringify({ keys: once.map(({ jwk }) => jwk) });
  return (await Promise.all(once.map(asPem))).join("");
}

/** What a private key is called where its author gives no name: the thumbprint of its public key (RFC 7638). */
export async function keyId(privateKey) {
  return thumbprint(await publicMembers(privateKey));
}

/** A public key in SubjectPublicKeyInfo and PEM, and what stands for it in Standard Webhooks, if anything. */
export async function publicTexts(privateKey) {
  const members = await publicMembers(privateKey);
  const raw = members.kty === "OKP" ? toBase64(fromBase64Url(members.x)) : undefined;
  return { pem: await pemOf(members, privateKey.algorithm), whpk: raw && `whpk_${raw}` };
}

/** The public key of a private one: to verify with. */
export const publicKeyOf = async (privateKey) =>
  importMembers(await publicMembers(privateKey), privateKey.algorithm);

/** `{jwk, key}` of a private key; `undefined` for all else. */
async function published({ scheme, keyType, text, id }) {
  if (keyType !== "private-key" || typeof text !== "string") return undefined;
  const key = await importPrivateKey(scheme, text).catch(() => undefined);
  if (!key) return undefined;
  const members = await publicMembers(key);
  const kid = id ?? (await thumbprint(members));
  return { jwk: { ...members, kid, use: "sig", alg: KINDS[members.kty].alg }, key };
}

/** The members of the public key, and no other: all else in the JWK of a private key is secret. */
async function publicMembers(privateKey) {
  const jwk = await crypto.subtle.exportKey("jwk", privateKey);
  return Object.fromEntries(KINDS[jwk.kty].members.map((name) => [name, jwk[name]]));
}

async function thumbprint(members) {
  const names = KINDS[members.kty].members; // in the order of the alphabet
  const text = JSON.stringify(Object.fromEntries(names.map((name) => [name, members[name]])));
  const digest = await crypto.subtle.digest("SHA-256", utf8(text));
  return toBase64Url(new Uint8Array(digest));
}

/** RFC 7468 allows words before a key: which one it is. */
const asPem = async ({ jwk: { kid, ...jwk }, key }) =>
  `Key-Id: ${kid}\n${await pemOf(jwk, key.algorithm)}`;

async function pemOf(members, algorithm) {
  const key = await importMembers(members, algorithm);
  return toPem("PUBLIC KEY", new Uint8Array(await crypto.subtle.exportKey("spki", key)));
}

/** Some platforms refuse a JWK that says more of itself than they know. */
async function importMembers({ kty, crv, x, n, e }, algorithm) {
  const wanted = kty === "OKP" ? { kty, crv, x } : { kty, n, e };
  return crypto.subtle.importKey("jwk", wanted, algorithm, true, ["verify"]);
}
