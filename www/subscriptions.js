// The subscriptions: one line above the webhooks that they send.

import { note } from "./nodes.js";

/** How many subscriptions are named, and how many events of each. */
const SHOWN = 20;

/** Shows which subscriptions there are, and what fires each. */
export function showSubscriptions(list) {
  const text = joined(list, "; ", ({ name, events }) => {
    return `${name ?? "one without a name"} on ${joined(events, " or ", shownEvent)}`;
  });
  note("subscriptions", list.length > 0 ? `Subscriptions: ${text}.` : "");
}

/** The first of a list in words, and how many more there are. */
function joined(list, between, inWords) {
  const words = list.slice(0, SHOWN).map(inWords);
  const more = list.length - SHOWN;
  return [...words, ...(more > 0 ? [`${more} more`] : [])].join(between);
}

const shownEvent = ({ methods, url }) =>
  methods.includes("ANY") ? url : `${methods.join(", ")} ${url}`;
