// Every case of tests/cases over HTTP against workerd, as `npm start` serves it.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, test } from "node:test";
import { inCheckout } from "../../scripts/local/checkout.js";
import { check } from "../../scripts/local/mocks.js";
import { readCase } from "./support/case.js";
import { pattern } from "./support/expect.js";
import { play } from "./support/play.js";
import { startServer } from "./support/server.js";
import { startSink } from "./support/sink.js";

const folder = inCheckout("tests/cases");
const cases = readdirSync(folder)
  .filter((name) => name.endsWith(".yml"))
  .map((name) => readCase(`${folder}/${name}`));

describe("cases", { concurrency: 6 }, () => {
  for (const one of cases) {
    const skip = one.only !== undefined && one.only !== "workerd" && one.why;
    test(`${one.file}: ${one.name}`, { skip, timeout: 60_000 }, (t) =>
      one.refused ? needRefused(one) : needPlayed(one, t),
    );
  }
});

/** The mocks file must be refused, and the message hold each of the texts. */
async function needRefused({ file, mocks, refused }) {
  const { ok, drawing } = await check("mocks.yml", mocks);
  assert.equal(ok, false, `${file}: it should be refused, but it was taken`);
  for (const text of refused) {
    const holds = pattern(text)?.test(drawing) ?? drawing.includes(text);
    assert.ok(holds, `${file}: the message should hold ${text}, but it is\n${drawing}`);
  }
}

async function needPlayed({ path }, t) {
  const sink = await startSink();
  t.after(sink.end);
  const one = readCase(path, sink.url);
  const { ok, drawing } = await check("mocks.yml", one.mocks);
  assert.ok(ok, `${one.file}: the mocks file is refused\n${drawing}`);
  const server = await startServer(t, one.mocks, one.env);
  await play(one, server.port, sink);
}
