// What the engine asks of WebCrypto (src/adapter/cloudflare/signatures.rs).

import { publicKeys } from "../signature/public.js";
import { signatureFields } from "../signature/sign.js";
import { unusableKeyLines } from "../signature/unusable.js";

/// The header fields with the signatures that an order wants; rejects with words.
export const sign = (order, body) => signatureFields(JSON.parse(order), body);

/// The warnings of the keys, a JSON list, that are set and can't be used.
export const unusableKeys = (keys) => unusableKeyLines(JSON.parse(keys)).join("");

/// The public keys of those of a mocks file, a JSON list, as a text; without `id`, all.
export const publicKeyText = (keys, form, id = null) => publicKeys(JSON.parse(keys), form, id);
