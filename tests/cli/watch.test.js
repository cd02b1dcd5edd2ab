// A file that is followed while others write it, each in its own way.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { watchText } from "../../js/node/watch.js";
import { atEnd } from "../play/ends.js";
import { until } from "../play/sink.js";
import { folderWith } from "./support/command.js";

/** A file that says `first`, followed: `{write(text), heard}`. */
async function followed(t, options) {
  const file = join(await folderWith(t, { "mocks.yml": "first" }), "mocks.yml");
  const heard = [];
  atEnd(
    t,
    watchText(file, "first", (text) => heard.push(text), options),
  );
  return { write: (text) => writeFile(file, text), heard };
}

test("one that is emptied before it is written anew is not taken for empty", async (t) => {
  const { write, heard } = await followed(t, { emptyMs: 3_600_000 });
  await write("");
  await sleep(600); // it has been looked at by now
  await write("second");
  assert.ok(await until(() => heard.length > 0));
  assert.deepEqual(heard, ["second"]);
});

test("one that stays empty is", async (t) => {
  const { write, heard } = await followed(t);
  await write("");
  assert.ok(await until(() => heard.length > 0));
  assert.deepEqual(heard, [""]);
});
