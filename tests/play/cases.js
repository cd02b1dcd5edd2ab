// Every case of tests/cases as a test of one host: a host's suite is a call of `describeCases`.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, test } from "node:test";
import { inCheckout } from "../../scripts/local/checkout.js";
import { readCase } from "./case.js";
import { pattern } from "./expect.js";
import { exclusion, leftOut } from "./hosts.js";
import { play } from "./play.js";
import { sinkOf } from "./sink.js";

const folder = inCheckout("tests/cases");

/**
 * Every case that there is, in the order of the files' names, those with webhooks last: several are played at once,
 * and one that computes for long holds up all else in its process, until a webhook's time is over.
 */
export const allCases = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".yml"))
    .sort()
    .map((name) => readCase(`${folder}/${name}`))
    .toSorted((a, b) => hasWebhooks(a) - hasWebhooks(b));

const hasWebhooks = ({ steps }) => steps.some(({ sink }) => sink?.length > 0);

/**
 * Defines the tests of the host `name`, one for each case. What the host's driver gives:
 *
 * - `check(file, mocks)`: whether the engine takes a mocks file, `{ok, drawing}`;
 * - `start(t, mocks, env, one)`: a host that answers by this mocks file, that of the case `one`, until
 *   the test `t` ends. It is
 *   `{name, send(request)}`; `send` takes a request as a case says it (`sendable` of `request.js`
 *   fills in the defaults) and gives `{status, headers, body, at}`: of each header, its name in
 *   lower case, a list of values; the body as text; the time at which the answer began, in
 *   milliseconds since 1970;
 * - `skip`: why nothing can be played on this machine, if so; `concurrency`: how many at once;
 * - `sink`: options of `startSink`.
 */
export function describeCases(name, { skip = false, concurrency = 6, ...driver }) {
  describe(`cases on ${name}`, { skip, concurrency }, () => {
    for (const one of allCases()) {
      const options = { skip: exclusion(one, name) ?? false, timeout: 600_000 };
      test(`${one.file}: ${one.name}`, options, (t) =>
        one.refused ? needRefused(one, driver) : needPlayed(t, one, name, driver),
      );
    }
  });
}

/** The mocks file must be refused, and the message hold each of the texts. */
async function needRefused({ file, mocks, refused }, { check }) {
  const { ok, drawing } = await check("mocks.yml", mocks);
  assert.equal(ok, false, `${file}: it should be refused, but it was taken`);
  for (const text of refused) {
    const holds = pattern(text)?.test(drawing) ?? drawing.includes(text);
    assert.ok(holds, `${file}: the message should hold ${text}, but it is\n${drawing}`);
  }
}

async function needPlayed(t, { path }, name, { check, start, sink: options }) {
  const sink = await sinkOf(t, options);
  const one = readCase(path, sink.url);
  const { ok, drawing } = await check("mocks.yml", one.mocks);
  assert.ok(ok, `${one.file}: the mocks file is refused\n${drawing}`);
  const host = await start(t, one.mocks, one.env, one);
  assert.equal(host.name, name, "a host of another name would leave out other steps");
  for (const { number, why } of leftOut(one, name)) {
    t.diagnostic(`${one.file}: ${name} leaves out step ${number}: ${why}`);
  }
  await play(one, host, sink);
}
