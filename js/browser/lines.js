// What the developer sees in the console: a line for each request and each step of a webhook.

import { TOLD } from "./protocol.js";

/** Shows what the worker told: as one text, so that it reads alike in a terminal. */
export function show(kind, event) {
  const [write, line] = WRITTEN[kind](event);
  write(`[wasmock] ${line}`);
}

/** Shows the warnings of a mocks file, drawn. */
export function showWarnings(warnings) {
  if (warnings !== "") console.warn(`[wasmock]\n${warnings.trimEnd()}`);
}

/** Shows what went wrong without anyone waiting for it. */
export const showTrouble = ({ message }) => console.warn(message);

const WRITTEN = {
  [TOLD.request]: ({ line }) => [console.log, line],
  [TOLD.webhook]: ({ state, line }) => [state === "failed" ? console.warn : console.log, line],
  [TOLD.unmatched]: ({ method, url, policy }) =>
    policy === "error"
      ? [console.error, `no endpoint answers ${method} ${url}, so it fails (onUnmatched: "error")`]
      : [console.warn, `no endpoint answers ${method} ${url}; it goes on to its server`],
};
