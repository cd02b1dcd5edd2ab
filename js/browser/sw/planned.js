// What webhooks are planned anew from, and requests verified, by a relay.

/** That of a request `{head, body, nowMs, isOwn}` and its seed; `undefined` where there is no relay. */
export const plannedFrom = ({ settings: { relay, source } }, { seed }, asked) =>
  relay && { mocks: source.digest, ...asked, seed };
