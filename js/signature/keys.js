// The secrets and keys of signatures, made of their texts: by WebCrypto, which every host has.

import {
  ed25519PrivateKey,
  ed25519PublicKey,
  isEd25519,
  isRsa,
  rsaPrivateKey,
  rsaPublicKey,
} from "./der.js";
import { fromBase64, utf8 } from "./encoding.js";
import { KeyFault } from "./fault.js";
import { isJwk, publicJwk } from "./jwk.js";
import { bytesOfPem, isPem } from "./pem.js";

export { KeyFault };

/** What WebCrypto calls the algorithms. */
const HMAC = { name: "HMAC", hash: "SHA-256" };
const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const ED25519 = { name: "Ed25519" };

/** What each scheme of a mocks file signs with: how the text of a secret is read, and of which kind its keys are. */
const SCHEMES = {
  "standard-webhooks": { secretBytes: bytesOfStandardSecret, key: ed25519() },
  "hmac-sha256": { secretBytes: utf8 },
  "rsa-sha256": { key: rsa() },
};

/** The secret of a scheme: a key to sign and to verify with. Rejects with a `KeyFault`. */
export const importSecret = async (scheme, text) =>
  crypto.subtle.importKey("raw", readSecret(scheme, text), HMAC, false, ["sign", "verify"]);

/** The private key of a scheme: to sign with; its public one can be taken from it. */
export async function importPrivateKey(scheme, text) {
  return imported("pkcs8", readPrivateKey(scheme, text), SCHEMES[scheme].key, "sign", "private");
}

/** The public key of a scheme: to verify with. */
export async function importPublicKey(scheme, text) {
  const { format, key } = readPublicKey(scheme, text);
  return imported(format, key, SCHEMES[scheme].key, "verify", "public");
}

/** The bytes of a secret; throws a `KeyFault` at once for a text that is none. */
export const readSecret = (scheme, text) => SCHEMES[scheme].secretBytes(needText(text));

/**
 * The bytes of a private key in PKCS #8 (RFC 5958); throws a `KeyFault` at once for a text that is none
 * by its look. What else is within, only WebCrypto knows.
 */
export function readPrivateKey(scheme, text) {
  const kind = SCHEMES[scheme].key;
  return needKind(kind, kind.privateBytes(needText(text)), "private");
}

/**
 * A public key as WebCrypto takes it, `{format, key}`: a JWK, or the bytes of a SubjectPublicKeyInfo
 * (RFC 5280). Throws a `KeyFault` at once for a text that is none by its look.
 */
export function readPublicKey(scheme, text) {
  const kind = SCHEMES[scheme].key;
  if (isJwk(needText(text))) return { format: "jwk", key: publicJwk(text, kind) };
  return { format: "spki", key: needKind(kind, kind.publicBytes(text), "public") };
}

/** Some platforms import a key of another kind, and fail when they use it. */
function needKind(kind, bytes, type) {
  if (!kind.isOwn(bytes)) throw new KeyFault(`is no ${kind.title} ${type} key`);
  return bytes;
}

async function imported(format, key, { algorithm, title }, usage, type) {
  try {
    return await crypto.subtle.importKey(format, key, algorithm, true, [usage]);
  } catch ({ name }) {
    if (name !== "NotSupportedError") throw new KeyFault(`is no ${title} ${type} key`);
    throw new KeyFault(`can't be used here: this platform's WebCrypto has no ${algorithm.name}`);
  }
}

/** A variable may have been set to nothing, and to a key with a line end after it. */
function needText(text) {
  if (text.trim() === "") throw new KeyFault("is empty");
  return text;
}

/**
 * A secret of Standard Webhooks: base64, after `whsec_` or by itself, as the official libraries take it.
 * A text that is no base64 they refuse, so it can't mean its own bytes.
 */
function bytesOfStandardSecret(text) {
  const bytes = fromBase64(text.trim().replace(/^whsec_/, ""));
  if (bytes?.length > 0) return bytes;
  throw new KeyFault("is not base64, after `whsec_` or by itself (`wasmock keys` makes one)");
}

/**
 * Ed25519: as Standard Webhooks writes it, `whsk_` and `whpk_` with base64 of the raw key, or in PEM; a
 * public one as JWK (RFC 8037) too.
 */
function ed25519() {
  return {
    algorithm: ED25519,
    title: "Ed25519",
    jwk: { kty: "OKP", crv: "Ed25519", members: ["x"] },
    isOwn: isEd25519,
    privateBytes: (text) =>
      isPem(text)
        ? bytesOfPem(text, { "PRIVATE KEY": (bytes) => bytes }, "private")
        : ed25519PrivateKey(seedOf(text)),
    publicBytes: (text) =>
      isPem(text)
        ? bytesOfPem(text, { "PUBLIC KEY": (bytes) => bytes }, "public")
        : ed25519PublicKey(rawPublicKey(text)),
  };
}

/** RSA: in PEM, both as OpenSSL writes it now and as it did; a public one as JWK (RFC 7518) too. */
function rsa() {
  const privateForms = {
    "PRIVATE KEY": (bytes) => bytes,
    "RSA PRIVATE KEY": rsaPrivateKey,
  };
  const publicForms = { "PUBLIC KEY": (bytes) => bytes, "RSA PUBLIC KEY": rsaPublicKey };
  return {
    algorithm: RSA,
    title: "RSA",
    jwk: { kty: "RSA", members: ["n", "e"] },
    isOwn: isRsa,
    privateBytes: (text) => bytesOfPem(text, privateForms, "private"),
    publicBytes: (text) => bytesOfPem(text, publicForms, "public"),
  };
}

/** The seed; some libraries write the public key after it (RFC 8032 calls the first 32 bytes the private key). */
function seedOf(text) {
  const bytes = fromBase64(text.trim().replace(/^whsk_/, ""));
  if (bytes?.length === 32 || bytes?.length === 64) return bytes.subarray(0, 32);
  throw new KeyFault("is neither `whsk_` with base64 of 32 bytes, nor a private key in PEM");
}

function rawPublicKey(text) {
  const bytes = fromBase64(text.trim().replace(/^whpk_/, ""));
  if (bytes?.length === 32) return bytes;
  throw new KeyFault("is neither `whpk_` with base64 of 32 bytes, nor a public key in PEM or JWK");
}
