// A row that opens to all that is known of something.

import { make } from "./nodes.js";

/** A text in a box of its own, which scrolls. */
export const box = (label, text) => make("pre", { tabindex: "0", "aria-label": label }, text);

/** The header fields of a request, a line for each; nothing without any. */
export function headersBox(headers) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return lines.length > 0 ? box("Headers", lines.join("\n")) : undefined;
}

/** What is known, `[name, value]` each; those without a value are left out. */
export function facts(list) {
  const told = list.filter(([, value]) => value);
  return make(
    "dl",
    {},
    ...told.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]),
  );
}

/**
 * The row of something, `{node, text}`: the one from before, if any, changed only where that has.
 * `show(entry)` gives `{state, summary, details}`.
 */
export function rowOf(entry, before, show) {
  const text = JSON.stringify(entry);
  const row = before ?? { node: make("li", {}, make("details", {}, make("summary"))) };
  if (row.text !== text) {
    const [box] = row.node.children;
    const { state, summary, details } = show(entry);
    box.dataset.state = state;
    box.replaceChildren(make("summary", {}, ...summary.filter(Boolean)), details);
    row.text = text;
  }
  return row;
}

/** Puts rows into a list in their order, and moves none without need. */
export function arrange(list, nodes) {
  const staying = new Set(nodes);
  [...list.children].filter((node) => !staying.has(node)).forEach((node) => node.remove());
  nodes.forEach((node, place) => {
    if (list.children[place] !== node) list.insertBefore(node, list.children[place] ?? null);
  });
}
