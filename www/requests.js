// The requests that came in, of the journal and of the inboxes.

import { data, Refused } from "./door.js";
import { by, make, note } from "./nodes.js";
import { arrange, box, facts, headersBox, rowOf } from "./row.js";
import { localTime, when } from "./when.js";

/** How many requests are shown, and how many of each inbox. */
const SHOWN = 50;
const CAUGHT = 20;

/** What a request's signature came to; nothing where it has none. */
function signed({ signature }) {
  if (!signature) return undefined;
  const { scheme, held, key, reason } = signature;
  return held ? `${scheme} holds${key ? `, by ${key}` : ""}` : `${scheme} does not hold: ${reason}`;
}

/** The status, before the time; nothing where nobody answered. */
const answerOf = (status) => (status === undefined ? [] : [make("b", {}, String(status)), " · "]);

function showRequest(entry) {
  const { number, at, method, url, headers, body, bodyBytes, endpoint, status } = entry;
  const path = url.replace(/^[^:]*:\/\/[^/]*/, "");
  const isWell = status === undefined ? entry.signature?.held !== false : status < 400;
  const isCut = body !== null && new TextEncoder().encode(body).length < bodyBytes;
  const answered = endpoint ? `${endpoint.method} ${endpoint.path}` : "no endpoint answered";
  const summary = [
    make("span", { class: "name" }, make("span", { "data-method": method }, method), ` ${path}`),
    make("span", { class: "when" }, ...answerOf(status), when("ago", at)),
    status !== undefined && make("span", { class: "route" }, answered),
    entry.refusal && make("span", { class: "reason" }, `verify: ${entry.refusal}`),
    entry.signature && make("span", { class: isWell ? "route" : "reason" }, signed(entry)),
  ];
  const details = facts([
    ["Request", `${method} ${url}`],
    ["Headers", headersBox(headers)],
    ["Body", body === null ? "none" : box("Body", body)],
    ["Cut", isCut && `the body has ${bodyBytes} bytes`],
    ["Answer", status !== undefined && `${status}, ${answered}`],
    ["Refused", entry.refusal],
    ["Signature", signed(entry)],
    ["Came", localTime(at)],
    ["Number", String(number)],
  ]);
  return { state: isWell ? "sent" : "failed", summary, details };
}

/** Rows of requests that are shown in a list, by their numbers. */
class List {
  #rows = new Map();

  show(node, requests) {
    const shown = new Map();
    for (const request of requests) {
      shown.set(request.number, rowOf(request, this.#rows.get(request.number), showRequest));
    }
    this.#rows = shown;
    arrange(
      node,
      [...shown.values()].map(({ node }) => node),
    );
  }
}

const journal = new List();

/** Asks for the journal, where it is kept, and shows what the condition that was typed holds for. */
export async function refreshRequests(isKept) {
  by("requests-off").hidden = isKept;
  by("requests").hidden = !isKept;
  if (!isKept) return;
  const condition = by("condition").value.trim();
  const page = await asked(condition);
  note("condition-fault", page.drawing);
  if (page.drawing) return;
  journal.show(by("journal"), page.requests);
  const none = condition ? "It holds for none that is kept." : "None yet.";
  const last = page.next ? `The last ${SHOWN}.` : "";
  note("requests-note", page.requests.length === 0 ? none : last);
}

/** A page of the journal, or what is wrong with the condition, drawn. */
async function asked(condition) {
  const filter = condition ? `&if=${encodeURIComponent(condition)}` : "";
  try {
    return await data("requests", `?limit=${SHOWN}${filter}`);
  } catch (error) {
    if (error instanceof Refused && error.drawing) return { drawing: error.drawing };
    throw error;
  }
}

/** The inboxes by their names: `{node, box, list}`. */
let inboxes = new Map();

/** Asks for the inboxes, and for what those hold that are open. */
export async function refreshInboxes() {
  const { inboxes: names } = await data("inbox");
  inboxes = new Map(names.map((name) => [name, inboxes.get(name) ?? inboxOf(name)]));
  arrange(
    by("inboxes"),
    [...inboxes.values()].map(({ node }) => node),
  );
  by("inboxes-none").hidden = names.length > 0;
  const open = [...inboxes].filter(([, { node }]) => node.firstChild.open);
  for (const [name, inbox] of open) await fill(name, inbox);
}

function inboxOf(name) {
  const summary = make("summary", {}, make("span", { class: "name" }, name));
  const rows = make("ul", { class: "rows", role: "list", "aria-label": `Inbox ${name}` });
  const box = make("details", { class: "inbox" }, summary, rows);
  const inbox = { node: make("li", {}, box), rows, list: new List() };
  box.addEventListener("toggle", () => box.open && fill(name, inbox).catch(() => {}));
  return inbox;
}

async function fill(name, { rows, list }) {
  const { requests } = await data("inbox", `/${name}?limit=${CAUGHT}`);
  list.show(rows, requests);
}
