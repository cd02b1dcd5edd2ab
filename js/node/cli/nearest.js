// What someone who mistyped a name may have meant.

/** ", did you mean …?" if one of the names is near, else nothing. */
export function didYouMean(typed, names, shown = (name) => name) {
  const [nearest] = names
    .map((name) => ({ name, distance: distance(typed, name) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return nearest ? `: did you mean \`${shown(nearest.name)}\`?` : "";
}

/** How many letters must be put in, left out, replaced, or exchanged with their neighbour. */
function distance(a, b) {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i]);
  for (let j = 0; j <= b.length; j += 1) rows[0][j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) rows[i][j] = step(rows, a, b, i, j);
  }
  return rows[a.length][b.length];
}

function step(rows, a, b, i, j) {
  const cost = a[i - 1] === b[j - 1] ? 0 : 1;
  const isExchange = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return Math.min(
    rows[i - 1][j] + 1,
    rows[i][j - 1] + 1,
    rows[i - 1][j - 1] + cost,
    isExchange ? rows[i - 2][j - 2] + 1 : Infinity,
  );
}
