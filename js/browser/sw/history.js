// The webhooks, as a page asks for them.

import { readWait } from "../../mock/history.js";
import { partOf } from "./part.js";

/** What a method of `BrowserWebhooks` gives for what it is given `sinceMs` milliseconds ago. */
export const history = (webhooks, { what, given, sinceMs }) =>
  METHODS[what](webhooks, given[0], sinceMs);

const METHODS = {
  list: (webhooks, filter = {}) => webhooks.list(filter),
  wait: async (webhooks, asked, sinceMs) => {
    const [filter, { count, timeoutMs }] = readWait(asked);
    const { partMs, leftMs } = partOf(timeoutMs, sinceMs);
    return { ...(await webhooks.wait(filter, { count, timeoutMs: partMs })), leftMs };
  },
  settled: (webhooks) => webhooks.settled(),
  clear: (webhooks) => webhooks.clear(),
};
