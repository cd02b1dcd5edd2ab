// A webhook: its row, which opens to all that is known of it.

import { againButton } from "./again.js";
import { make } from "./nodes.js";
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

function summary(entry) {
  const { name, endpoint, url, reason, state } = entry;
  return make(
    "summary",
    {},
    make("span", { class: "name" }, name),
    standing(entry),
    make("span", { class: "route" }, `${endpoint.method} ${endpoint.path} → ${url}`),
    reason && state !== "scheduled" ? make("span", { class: "reason" }, reason) : undefined,
  );
}

const box = (label, text) => make("pre", { tabindex: "0", "aria-label": label }, text);

const tried = ({ at, status, error, ms }) =>
  make("li", {}, `${localTime(at)}: ${status ?? error ?? "no answer"}, ${ms} ms`);

function details(entry) {
  const { id, reason, method, url, headers, body, scheduledAt, dueAt, tries } = entry;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const facts = [
    ["Reason", reason],
    ["Request", `${method} ${url}`],
    ["Headers", lines.length > 0 ? box("Headers", lines.join("\n")) : undefined],
    ["Body", body === null ? "none" : box("Body", body)],
    ["Planned", localTime(scheduledAt)],
    ["Due", localTime(dueAt)],
    ["Tries", tries.length > 0 ? make("ol", {}, ...tries.map(tried)) : "none"],
    ["Id", make("code", {}, id)],
    ["", againButton(entry)],
  ];
  const told = facts.filter(([, value]) => value);
  return make(
    "dl",
    {},
    ...told.flatMap(([key, value]) => [make("dt", {}, key), make("dd", {}, value)]),
  );
}

/** The row of a webhook, `{node, text}`: the one from before, if any, changed only where the webhook has. */
export function webhookRow(entry, before) {
  const text = JSON.stringify(entry);
  const row = before ?? { node: make("li", {}, make("details", {}, make("summary"))) };
  if (row.text !== text) {
    const [box] = row.node.children;
    box.dataset.state = entry.state;
    box.replaceChildren(summary(entry), details(entry));
    row.text = text;
  }
  return row;
}
