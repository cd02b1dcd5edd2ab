// Who sent a request: found out by the worker itself, or with a relay by the development server, which
// has the secrets.

import { checked, findingOf, provenBy } from "../../signature/finding.js";
import { plannedFrom } from "./planned.js";
import { relayedProof } from "./relay.js";

/** What `ask` gives for a request `{head, body, nowMs, isOwn}` once its sender is known, if that matters. */
export const answered = (mocking, asked, ask) =>
  checked(ask, (check, seed) => find(mocking, check, asked, seed));

function find(mocking, check, asked, seed) {
  const { env, relay } = mocking.settings;
  const planned = plannedFrom(mocking, { seed }, asked);
  const prove = relay ? () => relayedProof(relay, planned) : provenBy(env, asked.body);
  const mark = (marked) => mocking.webhooks.mark(marked);
  return findingOf(check, { prove, mark, nowMs: asked.nowMs });
}
