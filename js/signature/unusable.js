// What is wrong with the secrets and keys of a mocks file, as far as it shows at once.

import { KeyFault } from "./fault.js";
import { readPrivateKey, readPublicKey, readSecret } from "./keys.js";
import { title } from "./title.js";

const READ = { secret: readSecret, "private-key": readPrivateKey, "public-key": readPublicKey };

/** The schemes whose secrets are credentials: any text will do. */
const CREDENTIALS = new Set(["bearer", "basic", "header"]);

/**
 * A line of warning for each key, `{scheme, keyType, name, text, verifies}`, that is set and can't be used;
 * `verifies` says that it is not one to sign with.
 */
export const unusableKeyLines = (keys) => [
  ...new Set(keys.filter(({ text }) => typeof text === "string").flatMap(lineOf)),
];

function lineOf({ scheme, keyType, name, text, verifies }) {
  try {
    if (CREDENTIALS.has(scheme)) needText(text);
    else READ[keyType](scheme, text);
    return [];
  } catch ({ message }) {
    const follows = verifies
      ? "no request can be verified by it"
      : "a webhook that needs it will fail";
    return [`warning: ${title(keyType, name)} ${message}; ${follows}\n`];
  }
}

function needText(text) {
  if (text.trim() === "") throw new KeyFault("is empty");
}
