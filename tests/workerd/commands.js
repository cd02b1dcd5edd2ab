// What is done to webhooks and to time over HTTP, and what the tests of it share.

import assert from "node:assert/strict";

/** By how much a machine may be late that is very busy, in milliseconds. */
export const LATE = 30_000;

/** An endpoint `POST PATH` with these webhooks. */
export const endpoint = (path, ...webhooks) => ({
  endpoint: { method: "POST", path, response: { body: "{{now}}" }, webhooks },
});

/** A mocks file of these items. */
export const mocks = (...items) => JSON.stringify(items);

/** Has an endpoint answer. */
export const post = (served, path = "/pay") => served.fetch(path, { method: "POST" });

/** Asks for what is done to webhooks and to time. */
export const command = (served, path, init) =>
  served.fetch(`/__wasmock/${path}`, { method: "POST", ...init });

/** Advances the clock: the time that it is then, in milliseconds. */
export async function advance(served, by) {
  const answer = await command(served, "clock/advance", { body: JSON.stringify({ by }) });
  const { now, error } = await answer.json();
  assert.equal(answer.status, 200, error);
  return Date.parse(now);
}

/** The history's only entry with a name, or of all. */
export async function entry(served, name) {
  const all = await served.history(name === undefined ? "" : `?name=${name}`);
  assert.equal(all.length, 1, JSON.stringify(all));
  return all[0];
}

/** Asserts how long after its planning, or after the one before, each try of an entry was made, in seconds. */
export function triedAfter({ scheduledAt, tries }, seconds) {
  const times = [scheduledAt, ...tries.map(({ at }) => at)].map(Date.parse);
  const waits = times.slice(1).map((time, i) => (time - times[i]) / 1000);
  const isRight = (wait, i) => wait >= seconds[i] && wait < seconds[i] + LATE / 1000;
  assert.equal(waits.length, seconds.length);
  assert.ok(waits.every(isRight), `${waits} s, not ${seconds} s`);
}

/** Asserts that an instant of the mocks' clock is so far ahead of ours. */
export function isAhead(instant, seconds) {
  const ahead = instant - Date.now();
  assert.ok(Math.abs(ahead - seconds * 1000) < LATE, `${ahead} ms ahead, not ${seconds} s`);
}
