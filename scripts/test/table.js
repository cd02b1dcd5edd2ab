// The end of `npm test`.

/** A row for each suite, and the sum as a line of its own. */
export function table(results) {
  const rows = results.map(({ name, passed, failed, skipped, note }) =>
    row(name, passed, failed, skipped, note),
  );
  const sum = (key) => results.reduce((all, result) => all + result[key], 0);
  const total = `${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`;
  return [row("suite", "passed", "failed", "skipped", ""), ...rows, "", total].join("\n");
}

function row(name, passed, failed, skipped, note) {
  const counts = [passed, failed, skipped].map((count) => String(count).padStart(8));
  return `${name.padEnd(12)}${counts.join("")}  ${note}`.trimEnd();
}
