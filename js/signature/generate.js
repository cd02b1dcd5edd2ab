// New secrets and keys, as a mocks file takes them.

import { fromBase64Url, toBase64, toHex } from "./encoding.js";
import { importPrivateKey } from "./keys.js";
import { toPem } from "./pem.js";
import { keyId, publicTexts } from "./public.js";

/** How many random bytes a secret has: Standard Webhooks wants 24 to 64. */
const SECRET_BYTES = 32;

/**
 * What there is to make, by its name: the scheme that it is for, what it is called in a mocks file, and
 * what makes `{text}`, of a key pair `{text, id, pem, whpk}` too.
 */
export const KINDS = {
  "standard-webhooks": {
    scheme: "standard-webhooks",
    keyType: "secret",
    make: () => ({ text: `whsec_${toBase64(randomBytes())}` }),
  },
  hmac: { scheme: "hmac-sha256", keyType: "secret", make: () => ({ text: toHex(randomBytes()) }) },
  ed25519: {
    scheme: "standard-webhooks",
    keyType: "private-key",
    make: () => pair("standard-webhooks", ed25519Text),
  },
  rsa: {
    scheme: "rsa-sha256",
    keyType: "private-key",
    make: ({ bits }) => pair("rsa-sha256", () => rsaText(bits)),
  },
};

const randomBytes = () => crypto.getRandomValues(new Uint8Array(SECRET_BYTES));

async function pair(scheme, makeText) {
  const text = await makeText();
  const key = await importPrivateKey(scheme, text);
  return { text, id: await keyId(key), ...(await publicTexts(key)) };
}

async function ed25519Text() {
  const { privateKey } = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const { d } = await crypto.subtle.exportKey("jwk", privateKey);
  return `whsk_${toBase64(fromBase64Url(d))}`;
}

async function rsaText(bits) {
  const algorithm = {
    ...{ name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
    ...{ modulusLength: bits, publicExponent: new Uint8Array([1, 0, 1]) },
  };
  const { privateKey } = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  return toPem("PRIVATE KEY", new Uint8Array(await crypto.subtle.exportKey("pkcs8", privateKey)));
}
