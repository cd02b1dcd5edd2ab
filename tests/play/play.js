// A case played on a host: its steps in order, the first that fails ends it.

import { setTimeout as sleep } from "node:timers/promises";
import { plain } from "./case.js";
import { differences, pattern } from "./expect.js";

/** How much before its time an arrival may be. */
const EARLY_S = 0.75;

/**
 * How much after its time: on a busy machine all is late. It is less than the minute of a webhook without a
 * delay. To the millisecond it is played natively.
 */
const LATE_S = 30;

/** How long the sink is watched for what must not come. */
const SILENCE_MS = 800;

/**
 * Plays the steps on a host, `{name, send}`, but those that it must leave out; throws what failed,
 * with all that is needed to see why.
 */
export async function play({ file, steps }, host, sink) {
  for (const [i, step] of steps.entries()) {
    if (host.name in step.except) continue;
    const faults = await playStep(step, host, sink);
    if (faults.length > 0) {
      const place = `${file}, step ${i + 1}, on ${host.name}`;
      throw new Error(`${place}: ${sent(step)}\n  ${faults.join("\n  ")}`);
    }
  }
}

async function playStep(step, host, sink) {
  for (const [path, list] of Object.entries(step["sink-status"] ?? {})) {
    sink.answer(path, list.map(plain));
  }
  const before = sink.arrivals.length;
  const start = Date.now();
  if (!step.request) await sleep(plain(step.wait) * 1000);
  const answer = step.request ? await host.send(step.request) : undefined;
  const faults = answer ? differences(step, answer) : [];
  if (step.sink === undefined || faults.length > 0) return faults;
  return missedArrivals(step.sink, sink, before, {
    sentAt: start,
    answeredAt: answer?.at ?? start,
  });
}

/** What should have come to the sink and did not, or came and should not. */
async function missedArrivals(expected, sink, before, times) {
  const since = () => sink.arrivals.slice(before);
  const latest = Math.max(0, ...expected.map(({ after }) => plain(after) ?? 0));
  await sink.until(
    () => since().length >= expected.length && expected.length > 0,
    deadline(expected, latest),
  );
  return matched(expected, since(), times);
}

const deadline = (expected, latest) =>
  expected.length === 0 ? SILENCE_MS : (latest + LATE_S) * 1000;

/** Gives each expectation an arrival of its own. */
function matched(expected, arrivals, times) {
  const left = [...arrivals];
  const faults = [];
  for (const wanted of expected) {
    const at = left.findIndex((got) => arrivalFaults(wanted, got, times).length === 0);
    if (at === -1) faults.push(`the sink did not get ${shown(wanted)}`);
    else left.splice(at, 1);
  }
  return [...faults, ...left.map((got) => `the sink got ${shownArrival(got, times, expected)}`)];
}

function arrivalFaults(wanted, got, times) {
  const isTimely = wanted.after === undefined || isWithin(got.at, plain(wanted.after), times);
  return [
    ...(wanted.method && wanted.method !== got.method ? [`method ${got.method}`] : []),
    ...(isPath(wanted.path, got.path) ? [] : [`path ${got.path}`]),
    ...differences(wanted, got),
    ...(isTimely ? [] : [`after ${secondsAfter(times.answeredAt, got)} s`]),
  ];
}

const secondsAfter = (start, { at }) => (at - start) / 1000;

/**
 * Whether something came so many seconds after an answer. A webhook's time counts from some moment between
 * request and answer, and a busy machine reads the answer late: so it is early only by when the request was sent.
 */
const isWithin = (at, seconds, { sentAt, answeredAt }) =>
  (at - sentAt) / 1000 >= seconds - EARLY_S && (at - answeredAt) / 1000 <= seconds + LATE_S;

/** Whether what came so many seconds late is on time, as far as a busy machine lets a test say that. */
export const isNear = (late) => -EARLY_S <= late && late <= LATE_S;

/** A path between slashes may be a regular expression, or just a path. */
const isPath = (wanted, got) =>
  wanted === undefined || wanted === got || (pattern(wanted)?.test(got) ?? false);

/** An arrival that nothing expected, and how it differs from what was expected at its path. */
function shownArrival(got, times, expected) {
  const near = expected.find(({ path }) => path === got.path);
  const why = near ? `: ${arrivalFaults(near, got, times).join("; ")}` : "";
  const after = secondsAfter(times.answeredAt, got);
  return `${got.method} ${got.path} ${got.body} after ${after} s${why}`;
}

const shown = (wanted) => JSON.stringify(wanted);

const sent = ({ request, wait }) =>
  request ? `sent ${shown(request)}` : `waited ${plain(wait)} s`;
