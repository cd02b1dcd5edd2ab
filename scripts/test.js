// `npm test [-- NAME…]`: every suite, several at once, and what came of them.

import { command, Refusal } from "./local/refusal.js";
import { inLanes } from "./test/lanes.js";
import { runSuite } from "./test/run.js";
import { suites } from "./test/suites.js";
import { table } from "./test/table.js";

await command(async () => {
  const named = chosen(process.argv.slice(2));
  const isLive = named.length === 1;
  const results = await inLanes(named, (suite) => runSuite(suite, isLive));
  console.log(`\n${table(results)}`);
  if (results.some(({ failed }) => failed > 0)) process.exitCode = 1;
});

/** The suites of these names, all without any. */
function chosen(names) {
  const unknown = names.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown !== undefined) {
    const known = suites.map(({ name }) => name).join(", ");
    throw new Refusal(`there is no suite \`${unknown}\`: there are ${known}`, 2);
  }
  return names.length === 0 ? suites : suites.filter(({ name }) => names.includes(name));
}
