// What came in, as a page asks for it.

import { needInbox, Requests } from "../../mock/requests.js";
import { partOf } from "./part.js";

/**
 * What a method of `Requests` gives for what it is given: of the journal, or of an inbox. The page asked for
 * it first `sinceMs` milliseconds ago.
 */
export function requests(journal, { inbox, what, given, sinceMs }) {
  const name = inbox === null ? null : needInbox(inbox);
  return METHODS[what](new Requests(waitingInParts(journal, sinceMs), name), given);
}

const METHODS = {
  list: (requests, given) => requests.list(...given),
  find: (requests, given) => requests.find(...given),
  count: (requests, given) => requests.count(...given),
  wait: (requests, given) => requests.wait(...given),
  clear: (requests) => requests.clear(),
};

/** The journal, but for a wait that ends early and says how much of its time is left. */
const waitingInParts = (journal, sinceMs) => ({
  page: (question) => journal.page(question),
  count: (question) => journal.count(question),
  clear: (inbox) => journal.clear(inbox),
  wait: async ({ timeoutMs, ...question }) => {
    const { partMs, leftMs } = partOf(timeoutMs, sinceMs);
    return { ...(await journal.wait({ ...question, timeoutMs: partMs })), leftMs };
  },
});
