// What the terminal of a server shows besides its lines, that of `wasmock serve` and that of `npm start`.

/** A number of endpoints in words. */
export const endpoints = (count) => (count === 1 ? "1 endpoint" : `${count} endpoints`);

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

/** A changed file that was taken up. */
export const reloaded = (file, mock) => `reloaded ${file}: ${endpoints(mock.endpointCount)}`;

/** One that was not; `drawing` says why. */
export const notReloaded = (file, drawing) =>
  `${drawing.trimEnd()}\n${file} was not taken up: ${GOES_ON}`;

/** One that is missing. */
export const gone = (file) => `${file} is gone: ${GOES_ON}`;

const GOES_ON = "the last good one goes on";
