// Who sent a request: found out by the worker itself, or with a relay by the development server, which
// has the secrets.

import { findingOf, provenBy } from "../../signature/finding.js";
import { relayedProof } from "./relay.js";

/** What comes of a check of a request `{head, body, nowMs, isOwn}`; `planned` is for the relay. */
export function find(mocking, check, { body, nowMs }, planned) {
  const { env, relay } = mocking.settings;
  const prove = relay ? () => relayedProof(relay, planned) : provenBy(env, body);
  return findingOf(check, { prove, mark: (asked) => mocking.webhooks.mark(asked), nowMs });
}
