// What the closing lines of a runner say: `{passed, failed, skipped}`, or `undefined` without any.

/** `test result: ok. 3 passed; 0 failed; 1 ignored; …`, once for each binary of `cargo test`. */
export function cargoTests(output) {
  const lines = output.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;/gm);
  return sum([...lines].map(([, ...counts]) => counts.map(Number)));
}

/**
 * `ℹ pass 3`, `ℹ fail 0`, `ℹ cancelled 0`, `ℹ skipped 0`, `ℹ todo 0`: the end of `node --test`. It does not count a
 * group that is skipped whole, which has a line as each skipped test has: `﹣ in firefox (0.1ms) # no firefox`.
 */
export function nodeTests(output) {
  const count = (name) => Number(new RegExp(`^ℹ ${name} (\\d+)$`, "m").exec(output)?.[1]);
  const [passed, failed, cancelled, skipped, todo] = [
    "pass",
    "fail",
    "cancelled",
    "skipped",
    "todo",
  ].map(count);
  const lines = output.match(/^\s*﹣ /gm)?.length ?? 0;
  const counts = [passed, failed + cancelled, Math.max(skipped + todo, lines)];
  return counts.some(Number.isNaN) ? undefined : sum([counts]);
}

/** A tool that checks one thing, and says by its exit code, and by a line if it has one, that it did. */
export const oneCheck =
  (line = /(?:)/) =>
  (output, exitCode) =>
    line.test(output) || exitCode !== 0
      ? { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 }
      : undefined;

function sum(rows) {
  if (rows.length === 0) return undefined;
  const [passed, failed, skipped] = [0, 1, 2].map((i) =>
    rows.reduce((all, row) => all + row[i], 0),
  );
  return { passed, failed, skipped };
}
