// One webhook, with its secrets and signatures, sent or called.

import { entryMessage } from "../core/engine.js";
import { signatureFields } from "../signature/sign.js";

/**
 * Sends by this `send`, or calls by this `call`, with these secrets, what begins at a time: signed, if
 * it is to be.
 */
export const delivery =
  (env, send, call) =>
  async ({ entry }, nowMs) => {
    const { message, order, timeoutMs, call: place, refused } = entryMessage(entry, env, nowMs);
    if (refused !== undefined) return { refused };
    try {
      if (order) message.headers.push(...(await signatureFields(order, message.body)));
    } catch ({ message }) {
      return { refused: message };
    }
    return place === null ? send(message, timeoutMs) : call(message, timeoutMs, place);
  };
