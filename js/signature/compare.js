// Texts compared in constant time.

const HMAC = { name: "HMAC", hash: "SHA-256", length: 256 };

/**
 * Whether bytes are the same, said in a time that tells nothing of where they differ: what is compared,
 * by WebCrypto, are their codes under a key that was made just now.
 */
export async function same(given, expected) {
  const key = await crypto.subtle.generateKey(HMAC, false, ["sign", "verify"]);
  return crypto.subtle.verify("HMAC", key, await crypto.subtle.sign("HMAC", key, expected), given);
}
