// `npm run bench:node`: mock.fetch and mock.install beside MSW and a handler written by hand.

import { handWritten, mockFetch, mockInstall, setupServer } from "./contenders.js";
import { all, measure } from "./measure.js";

const SIZES = [3, 1000, 10_000];
const MSW_2 = setupServer("MSW 2 setupServer", "msw-2");
const contenders = [
  handWritten,
  mockFetch,
  mockInstall,
  MSW_2,
  setupServer("MSW 3 setupServer", "msw"),
];

const results = [];
for (const size of SIZES) {
  const times = await measure(contenders, size);
  results.push([size, times]);
  console.log(
    `\n${size} endpoints: microseconds a request, the median of turns, and the ratio to mock.install`,
  );
  const own = times.get(mockInstall.name);
  for (const [name, time] of times) {
    console.log(
      `  ${name.padEnd(24)}${time.toFixed(1).padStart(10)}${(time / own).toFixed(2).padStart(9)}`,
    );
  }
}

console.log("\nratios (aims: at least 5 times as fast as MSW 2; no slower with 10,000 endpoints)");
const inTurn = await measure([mockFetch, mockInstall], SIZES.at(-1), all);
const time = (size, { name }) => results.find(([known]) => known === size)[1].get(name);
for (const own of [mockFetch, mockInstall]) {
  const growth = time(SIZES.at(-1), own) / time(SIZES[0], own);
  console.log(`  ${own.name}: with 10,000 endpoints ${growth.toFixed(2)} of its time with 3`);
  const cold = inTurn.get(own.name) / time(SIZES[0], own);
  console.log(
    `  ${own.name}: and ${cold.toFixed(2)} where all 10,000 are asked in turn, past the cache`,
  );
  for (const size of SIZES) {
    const ratio = time(size, MSW_2) / time(size, own);
    console.log(`  ${own.name}: ${ratio.toFixed(1)} times as fast as MSW 2 with ${size} endpoints`);
  }
}
