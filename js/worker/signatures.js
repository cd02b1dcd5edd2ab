// What the engine asks of WebCrypto (src/adapter/cloudflare/signatures.rs).

import { publicKeys } from "../signature/public.js";
import { signatureFields } from "../signature/sign.js";
import { unusableKeyLines } from "../signature/unusable.js";

/// The header fields with the signatures that an order wants, names and values in turn; rejects with words.
export const sign = async (order, body) => (await signatureFields(JSON.parse(order), body)).flat();

/// The warnings of the keys, a JSON list, that are set and can't be used.
export const unusableKeys = (keys) => unusableKeyLines(JSON.parse(keys)).join("");

/// The public keys of those of a mocks file, a JSON list, as a text; without `id`, all.
export const publicKeyText = (keys, form, id = null) => publicKeys(JSON.parse(keys), form, id);
