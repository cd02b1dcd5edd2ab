// What is done to the webhooks of all objects, and to time (src/adapter/cloudflare/commands.rs).

import { is_busy, is_storing } from "wasmock-engine";
import { moveTo, now, setBack } from "./clock.js";
import { everyShard, keeperOf } from "./shards.js";

/** How often it is looked whether anything is under way, in milliseconds. */
const LOOK_MS = 5;

/**
 * How long a reset waits for what is being stored: on a deployed Worker whoever stores may have been
 * ended, and there is always another. In milliseconds.
 */
const PATIENCE_MS = 1000;

/** Until when those that advance the clock will have moved it: two at once move it by the sum. */
let aim = 0;

/**
 * Has a webhook sent once more by whichever object keeps it: `[status, text]` of the answer; nothing
 * if none does.
 */
export async function replay(bindings, id) {
  const answers = await everyShard(bindings, (stub) => stub.replay(id));
  const found = answers.find(({ value }) => value !== undefined);
  return found ? found.value : needAll(answers)[0];
}

/** Moves the clock, each webhook being sent at its own time on the way. */
export async function advance(bindings, ms) {
  const end = (aim = Math.max(aim, now()) + ms);
  while (aim >= end) {
    await until(() => !is_busy());
    const next = earliest(await everyShard(bindings, (stub) => stub.next()));
    if (is_busy()) continue; // whoever sends must not be taken for vanished
    moveTo(Math.min(next, end));
    needAll(await everyShard(bindings, (stub) => stub.moved()));
    if (next > end) break;
  }
  await until(() => !is_busy());
}

/**
 * Has all objects forget what they keep, and sets the clock back. What is being sent goes on, unnoted.
 */
export async function reset(bindings) {
  aim = 0;
  await until(() => !is_storing(), PATIENCE_MS);
  setBack();
  needAll(await everyShard(bindings, (stub) => stub.forget()));
  await keeperOf(bindings).clearRecords();
}

const earliest = (answers) =>
  Math.min(...needAll(answers).map((next) => next ?? Number.MAX_SAFE_INTEGER));

/** The values of all; throws if one failed. */
function needAll(answers) {
  const failed = answers.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
  return answers.map(({ value }) => value);
}

/** Looks again and again: the work of one request can't wait for that of another. */
async function until(holds, patienceMs = Infinity) {
  const end = Date.now() + patienceMs;
  while (!holds() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}
