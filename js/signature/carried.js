// Whether a signature that a request carries holds, whoever the request is for.

import { provenBy } from "./finding.js";

/**
 * Of the signatures that a request carries (src/engine/carried.rs) one that holds over its body's
 * bytes, else the one that came closest: `{scheme, held, key, reason}`. `key` names the secret or the
 * key by which it held, null if it has no name. Null if it carries none.
 */
export async function signatureOf(carried, secrets, body) {
  const judged = await Promise.all(carried.map((one) => judge(one, provenBy(secrets, body))));
  const isChecked = (_, i) => carried[i].check !== null;
  return judged.find(({ held }) => held) ?? judged.find(isChecked) ?? judged[0] ?? null;
}

async function judge({ scheme, check, reason }, prove) {
  if (check === null) return { scheme, held: false, key: null, reason };
  const { held, key, reason: why = null } = await prove(check);
  return { scheme, held, key: key?.name ?? key?.id ?? null, reason: why };
}
