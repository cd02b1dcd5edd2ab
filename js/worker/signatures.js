// What the engine asks of WebCrypto (src/adapter/cloudflare/signatures.rs).

import { publicKeys } from "../signature/public.js";
import { signatureFields } from "../signature/sign.js";

/// The header fields with the signatures that an order wants; rejects with words.
export const sign = (order, body) => signatureFields(JSON.parse(order), body);

/// The public keys of private ones, a JSON list, as a text; without `id`, all.
export const publicKeyText = (keys, form, id = null) => publicKeys(JSON.parse(keys), form, id);
