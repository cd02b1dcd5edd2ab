// What is wrong with the secrets and keys of a mocks file, as far as it shows at once.

import { readPrivateKey, readSecret } from "./keys.js";
import { title } from "./title.js";

/** A line of warning for each key, `{scheme, half, name, text}`, that is set and can't be used. */
export const unusableKeyLines = (keys) => [
  ...new Set(keys.filter(({ text }) => typeof text === "string").flatMap(lineOf)),
];

function lineOf({ scheme, half, name, text }) {
  try {
    (half === "secret" ? readSecret : readPrivateKey)(scheme, text);
    return [];
  } catch ({ message }) {
    return [`warning: ${title(half, name)} ${message}; a webhook that needs it will fail\n`];
  }
}
