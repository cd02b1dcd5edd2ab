// The answer with the public keys of a mocks file.

import { keysResponse } from "../core/engine.js";
import { publicKeys } from "../signature/public.js";

/** The answer to `{form, id, all}`, as the engine read the request: `env` has the private keys. */
export async function keysAnswer({ form, id, all }, env) {
  const keys = all.map((key) => ({ ...key, text: env[key.name] }));
  return keysResponse(form, await publicKeys(keys, form, id));
}
