// What the terminal of `wasmock serve` shows, besides its lines.

import { endpoints } from "./mocks.js";

/** What is served where. `isLocal`: this machine alone reaches it; `hasToken`: WASMOCK_TOKEN is set. */
export function banner(file, mock, { url, isLocal, isWatched, hasToken }) {
  const lines = [
    `wasmock serves ${file}`,
    `${endpoints(mock.endpointCount)} at ${url}`,
    `Look around at ${url}/__wasmock/`,
    ...(isLocal ? [] : [door(hasToken)]),
    `${isWatched ? "Change the file and it is taken up. " : ""}Ctrl-C ends it.`,
  ];
  return `\n${lines.map((line) => `  ${line}\n`).join("")}`;
}

const door = (hasToken) =>
  hasToken
    ? "Others can reach this address: what is listed there wants WASMOCK_TOKEN."
    : "Others can reach this address: nothing is listed there until WASMOCK_TOKEN is set.";

/** A file that was taken up. */
export const reloaded = (file, mock) => `reloaded ${file}: ${endpoints(mock.endpointCount)}`;
