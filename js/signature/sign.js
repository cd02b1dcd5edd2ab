// A webhook signed: the header fields that its signatures come to.

import { toBase64, toHex, utf8 } from "./encoding.js";
import { importPrivateKey, importSecret, KeyFault } from "./keys.js";
import { keyId } from "./public.js";
import { title } from "./title.js";

/** How each scheme writes its signatures, and several of them. */
const WRITTEN = {
  "standard-webhooks": {
    one: (bytes, keyType) => `${keyType === "secret" ? "v1" : "v1a"},${toBase64(bytes)}`,
    between: " ",
  },
  "hmac-sha256": { one: toHex, between: ", " },
  "rsa-sha256": { one: toBase64, between: ", " },
};

/**
 * The header fields, `[name, value]`, with the signatures that an order of the engine wants
 * (src/signature.rs) over a body, null for none. Rejects with words for the history.
 */
export async function signatureFields(order, body) {
  const { scheme, keyType, header, keyIdHeader, beforeBody, keys } = order;
  const { one, between } = WRITTEN[scheme];
  const content = utf8(beforeBody + (body ?? ""));
  const opened = await Promise.all(keys.map((key) => open(scheme, keyType, key)));
  const signatures = opened.map(async (key) => one(await signature(key, content), keyType));
  const fields = [[header, (await Promise.all(signatures)).join(between)]];
  if (keyIdHeader === null) return fields;
  const ids = await Promise.all(keys.map(async ({ id }, i) => id ?? (await keyId(opened[i]))));
  return [...fields, [keyIdHeader, ids.join(between)]];
}

const signature = async (key, content) =>
  new Uint8Array(await crypto.subtle.sign(key.algorithm.name, key, content));

async function open(scheme, keyType, { name, text }) {
  try {
    return await (keyType === "secret" ? importSecret : importPrivateKey)(scheme, text);
  } catch (error) {
    if (!(error instanceof KeyFault)) throw error;
    throw new Error(`${title(keyType, name)} ${error.message}`, { cause: error });
  }
}
