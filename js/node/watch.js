// Following a file while it is edited.

import { readFile } from "node:fs/promises";
import { unwatchFile, watchFile } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** How often the file is looked at: by asking, since editors replace files and folders vanish. */
const INTERVAL_MS = 200;

/** How long a text must stay the same to be taken for whole. */
const SETTLED_MS = 50;

/** How long it must stay empty to be taken for that: a file that is written anew is empty until its writer has begun. */
const EMPTY_MS = 1000;

/** Calls `onText(text)` whenever the file's text is another, `undefined` while it is missing. Gives a function that ends it. */
export function watchText(path, first, onText, { emptyMs = EMPTY_MS } = {}) {
  let last = first;
  let turn = Promise.resolve();
  const look = async () => {
    const text = await settled(path, emptyMs);
    if (text === last) return;
    last = text;
    await onText(text);
  };
  const listener = () => (turn = turn.then(look));
  watchFile(path, { interval: INTERVAL_MS }, listener);
  listener(); // what changed before the first look of `watchFile` is no change to it
  return () => unwatchFile(path, listener);
}

/** The text of a file that may just be written: read until it stays the same. */
async function settled(path, emptyMs) {
  for (const begin = Date.now(); ;) {
    const text = await readOrNothing(path);
    await sleep(SETTLED_MS);
    const isWhole = text !== "" || Date.now() - begin >= emptyMs;
    if (isWhole && (await readOrNothing(path)) === text) return text;
  }
}

const readOrNothing = (path) => readFile(path, "utf8").catch(() => undefined);
