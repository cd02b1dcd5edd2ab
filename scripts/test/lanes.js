// Several suites at once: those that wait beside those that compute.

import { availableParallelism } from "node:os";

/** One more than there are processors, since much of the time a suite waits. */
const LANES = availableParallelism() + 1;

/**
 * Has `run` run every suite, a few at a time and each `lane` in turn: a suite that names a lane waits for
 * the others of it. The results are in the order of the suites.
 */
export async function inLanes(suites, run, count = LANES) {
  const waiting = [...suites];
  const taken = new Set();
  const results = new Map();
  const work = async () => {
    for (;;) {
      const next = waiting.findIndex(({ lane }) => !taken.has(lane));
      if (next === -1) return; // whoever has the lane of those that are left goes on with them
      const [suite] = waiting.splice(next, 1);
      if (suite.lane) taken.add(suite.lane);
      results.set(suite, await run(suite));
      taken.delete(suite.lane);
    }
  };
  await Promise.all(Array.from({ length: count }, work));
  return suites.map((suite) => results.get(suite));
}
