// What a test leaves behind, taken away when it ends: what was made last goes first, since it may stand on
// what was made before. The runner's own `t.after` goes the other way, and leaves out the rest where one fails:
// a folder would go before the server that writes into it, and the server might not go at all.

const known = new WeakMap();

/** Has `end` run when the test `t` ends, before those that were named before it, whatever becomes of others. */
export function atEnd(t, end) {
  if (!known.has(t)) {
    known.set(t, []);
    t.after(() => endAll(known.get(t)));
  }
  known.get(t).push(end);
}

/** Runs all, the last first; throws what the first of them threw. */
async function endAll(ends) {
  const faults = [];
  for (let end = ends.pop(); end; end = ends.pop()) {
    try {
      await end();
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (faults.length > 0) throw faults[0];
}
