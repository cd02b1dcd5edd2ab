// What came in, as a page asks for it.

import { needInbox, Requests } from "../../mock/requests.js";

/** How long a page is kept waiting at a time, in milliseconds: browsers end events that take long. */
const WAIT_MS = 20_000;

/** What a method of `Requests` gives for what it is given: of the journal, or of an inbox. */
export function requests(journal, inbox, what, given) {
  const name = inbox === null ? null : needInbox(inbox);
  return METHODS[what](new Requests(waitingInParts(journal), name), given);
}

const METHODS = {
  list: (requests, given) => requests.list(...given),
  find: (requests, given) => requests.find(...given),
  count: (requests, given) => requests.count(...given),
  wait: (requests, given) => requests.wait(...given),
  clear: (requests) => requests.clear(),
};

/** The journal, but for a wait that ends early and says how much of its time is left. */
const waitingInParts = (journal) => ({
  page: (question) => journal.page(question),
  count: (question) => journal.count(question),
  clear: (inbox) => journal.clear(inbox),
  wait: async ({ timeoutMs, ...question }) => {
    const partMs = Math.min(timeoutMs, WAIT_MS);
    const ended = await journal.wait({ ...question, timeoutMs: partMs });
    return { ...ended, leftMs: timeoutMs - partMs };
  },
});
