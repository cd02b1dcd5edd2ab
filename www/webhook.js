// A webhook as a row.

import { againButton } from "./again.js";
import { make } from "./nodes.js";
import { box, facts, headersBox } from "./row.js";
import { localTime, when } from "./when.js";

/** When something was last done about a webhook. */
export const lastAt = ({ tries, scheduledAt }) => tries.at(-1)?.at ?? scheduledAt;

/** What the state comes to in a few words, and since or until when. */
function standing(entry) {
  const { state, tries } = entry;
  if (state === "scheduled") return make("span", { class: "when" }, when("due", entry.dueAt));
  const status = tries.at(-1)?.status;
  const count = tries.length > 1 ? `, ${tries.length} tries` : "";
  const words = `${status ? ` ${status}` : ""}${count} · `;
  return make("span", { class: "when" }, make("b", {}, state), words, when("ago", lastAt(entry)));
}

const tried = ({ at, status, error, ms }) =>
  make("li", {}, `${localTime(at)}: ${status ?? error ?? "no answer"}, ${ms} ms`);

function details(entry) {
  const { id, reason, method, url, headers, body, scheduledAt, dueAt, tries } = entry;
  return facts([
    ["Reason", reason],
    ["Request", `${method} ${url}`],
    ["Headers", headersBox(headers)],
    ["Body", body === null ? "none" : box("Body", body)],
    ["Planned", localTime(scheduledAt)],
    ["Due", localTime(dueAt)],
    ["Tries", tries.length > 0 ? make("ol", {}, ...tries.map(tried)) : "none"],
    ["Id", make("code", {}, id)],
    ["", againButton(entry)],
  ]);
}

/** What the row of a webhook shows. */
export function showWebhook(entry) {
  const { name, endpoint, url, reason, state } = entry;
  const summary = [
    make("span", { class: "name" }, name),
    standing(entry),
    make("span", { class: "route" }, `${endpoint.method} ${endpoint.path} → ${url}`),
    reason && state !== "scheduled" && make("span", { class: "reason" }, reason),
  ];
  return { state, summary, details: details(entry) };
}
