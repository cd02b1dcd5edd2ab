// Times, told from now.

import { make, say } from "./nodes.js";

const UNITS = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
  [1, "s"],
];

/** A span of whole seconds in at most `most` units: `4 min 10 s`. */
function span(seconds, most) {
  const first = UNITS.findIndex(([size]) => seconds >= size);
  const [[size, unit], next] = UNITS.slice(first);
  const rest = next && most > 1 ? Math.floor((seconds % size) / next[0]) : 0;
  return `${Math.floor(seconds / size)} ${unit}${rest > 0 ? ` ${rest} ${next[1]}` : ""}`;
}

/** By how much the time that the mocks see is ahead of the browser's, in milliseconds. */
let ahead = 0;

/** From now on times are told by this one, which the mocks see. */
export function tellBy(now) {
  ahead = Date.parse(now) - Date.now();
}

const TENSES = {
  due: (ms) => (ms <= 0 ? "now" : `in ${span(Math.ceil(ms / 1_000), 2)}`),
  ago: (ms) => (ms > -5_000 ? "just now" : `${span(Math.floor(-ms / 1_000), 1)} ago`),
};

const inFull = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
/** A time in full, as it is written where the browser is. */
export const localTime = (at) => inFull.format(new Date(at));

/** A time that is told from now: `in 42 s`, `3 min ago`. */
export function when(tense, at) {
  const time = make("time", { datetime: at, title: localTime(at), "data-tense": tense });
  tell(time);
  return time;
}

/** Tells such a time anew. */
export function tell(time) {
  say(time, TENSES[time.dataset.tense](Date.parse(time.dateTime) - Date.now() - ahead));
}
