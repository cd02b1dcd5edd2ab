// A request that came in, as a store is given it.

import { recordText } from "../core/engine.js";
import { BODY } from "./bounds.js";

/**
 * The record of a request, a function that gives its text: a request that nobody asks for costs no
 * more than that. `facts` is `{atMs, status, endpoint}` of one that was answered, `{atMs, signature}`
 * of one that an inbox caught; `redaction` is the engine's.
 */
export function recordOf(head, body, facts, redaction) {
  const bodyBytes = body.length;
  const beginning = bodyBytes > BODY ? body.slice(0, BODY) : body;
  return () => recordText(head, beginning, { ...facts, bodyBytes }, redaction);
}
