// The webhooks: those that wait, and the latest, in pages.

import { data } from "./door.js";
import { by, note, say } from "./nodes.js";
import { arrange, rowOf } from "./row.js";
import { lastAt, showWebhook } from "./webhook.js";

/** How many webhooks a page has, and how many waiting ones are shown. */
const PAGE = 50;
const WAITING = 200;

/** The rows that are shown, by the ids of their webhooks. */
let rows = new Map();

/** The ids after which the pages begin that were turned to; none on the first. */
const turned = [];
let next = null;

/** Turns to the page before. */
export function newer() {
  turned.pop();
}

/** Turns to the next page. */
export function older() {
  if (next) turned.push(next);
  next = null; // until that page is there, which another click must not pass over
}

const byDue = (a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt);
const byLast = (a, b) => Date.parse(lastAt(b)) - Date.parse(lastAt(a));
const isWaiting = ({ state }) => state === "scheduled";

function showWebhooks(page, waiting, isMore) {
  const focused = document.activeElement.closest("details");
  const shown = new Map();
  const fill = (id, entries) => {
    const nodes = entries.map((entry) => {
      shown.set(entry.id, rowOf(entry, rows.get(entry.id), showWebhook));
      return shown.get(entry.id).node;
    });
    arrange(by(id), nodes);
  };
  fill("waiting", waiting.toSorted(byDue));
  // What was sent between the two answers, or waits but is not among those shown, is here.
  const latest = page.filter(({ id }) => !shown.has(id)).toSorted(byLast);
  fill("latest", latest);
  rows = shown;
  // A row that moved to the other list, or has new contents, has lost it.
  if (focused?.isConnected && !focused.contains(document.activeElement)) {
    focused.firstChild.focus({ preventScroll: true });
  }
  tellCounts(waiting.length, latest.length, isMore);
}

/** What is said around the two lists. */
function tellCounts(waiting, latest, isMore) {
  const isFirst = turned.length === 0;
  const isNone = waiting + latest === 0 && isFirst;
  by("webhooks-none").hidden = !isNone;
  by("webhooks").hidden = isNone;
  const count = `${waiting}${isMore ? "+" : ""}`;
  say(by("waiting-count"), count);
  note("waiting-note", waiting === 0 ? "None." : isMore ? `The ${WAITING} planned last.` : "");
  note("latest-note", latest > 0 ? "" : isFirst ? "None yet." : "None on this page.");
  by("pages").hidden = !next && isFirst;
  by("older").disabled = !next;
  by("newer").disabled = isFirst;
  document.title = waiting > 0 ? `${count} waiting · wasmock` : "wasmock";
}

/** Asks for the page of webhooks that is turned to, and for those that wait; shows them. */
export async function refreshWebhooks() {
  const after = turned.at(-1);
  const from = after ? `&after=${encodeURIComponent(after)}` : "";
  const page = await data("webhooks", `?limit=${PAGE}${from}`);
  // All that waits is on the only page; else it is asked for by itself.
  const isAll = !after && !page.next;
  const waiting = isAll ? page : await data("webhooks", `?state=scheduled&limit=${WAITING}`);
  if (after !== turned.at(-1)) return refreshWebhooks();
  next = page.next;
  showWebhooks(page.webhooks, waiting.webhooks.filter(isWaiting), !isAll && waiting.next !== null);
}
