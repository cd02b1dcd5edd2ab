// `npm run bench:browser`: our service worker beside MSW's, a constant one and none, in Chromium and
// in Firefox.

import { BROWSERS } from "../../tests/browser/support/browsers.js";
import { CONTENDERS, serve } from "./sites.js";

/** How many turns each contender gets, how many requests a turn has, and how many go out at once. */
const TURNS = 7;
const REQUESTS = 60;
const AT_ONCE = 500;

const KINDS = [
  ["mocked", "a mocked request, ms"],
  ["unmatched", "an unmatched request, ms"],
  ["atOnce", `${AT_ONCE} mocked requests at once, ms`],
];

for (const { name, launch, skip } of BROWSERS) {
  if (skip) console.log(`\n${name}: ${skip}`);
  else print(name, await measured(launch));
}

/** The times of each contender: `{mocked, unmatched, atOnce}`, each the median of its turns. */
async function measured(launch) {
  const browser = await launch();
  const sites = await Promise.all(CONTENDERS.map(serve));
  try {
    const pages = [];
    for (const { url } of sites) pages.push(await openReady(browser, url));
    const turns = pages.map(() => []);
    for (let turn = 0; turn <= TURNS; turn += 1) {
      for (const [i, page] of pages.entries()) {
        const times = await page.run(turnInPage, REQUESTS, AT_ONCE);
        if (turn > 0) turns[i].push(times); // the first warms up
      }
    }
    return turns.map(medians);
  } finally {
    await browser.end();
    await Promise.all(sites.map(({ end }) => end()));
  }
}

async function openReady(browser, url) {
  const page = await browser.open(url);
  await page.run(async () => void (await globalThis.ready));
  return page;
}

/** Runs in the page: one after the other, then all at once. */
async function turnInPage(requests, atOnce) {
  const ask = async (path) => {
    const body = await (await fetch(path)).json();
    if (body.name !== "Ana") throw new Error(`${path} answered ${JSON.stringify(body)}`);
  };
  const each = async (path) => {
    const times = [];
    for (let i = 0; i < requests; i += 1) {
      const began = performance.now();
      await ask(path);
      times.push(performance.now() - began);
    }
    return times.sort((a, b) => a - b)[Math.floor(requests / 2)];
  };
  const mocked = await each("/api/users/1");
  const unmatched = await each("/other/users/1");
  const began = performance.now();
  await Promise.all(Array.from({ length: atOnce }, () => ask("/api/users/1")));
  return { mocked, unmatched, atOnce: performance.now() - began };
}

function medians(turns) {
  const median = (kind) => turns.map((turn) => turn[kind]).sort((a, b) => a - b)[TURNS >> 1];
  return Object.fromEntries(KINDS.map(([kind]) => [kind, median(kind)]));
}

function print(browser, times) {
  const of = (name) => times[CONTENDERS.findIndex((contender) => contender.name === name)];
  console.log(`\n${browser}`);
  for (const [kind, words] of KINDS) {
    console.log(`  ${words}: median, and ratio to wasmock's`);
    for (const [i, { name }] of CONTENDERS.entries()) {
      const ratio = (times[i][kind] / of("wasmock")[kind]).toFixed(2);
      console.log(
        `    ${name.padEnd(20)}${times[i][kind].toFixed(2).padStart(9)}${ratio.padStart(8)}`,
      );
    }
  }
  const ratio = of("MSW 3").mocked / of("wasmock").mocked;
  const cost = of("wasmock").unmatched - of("no service worker").unmatched;
  console.log(`  MSW 3 takes ${ratio.toFixed(2)} times as long as wasmock (aim: at least 1.5)`);
  console.log(`  an unmatched request costs ${cost.toFixed(2)} ms over none (aim: at most 1.5)`);
}
