// Hosts that play one case after the other, since to start one costs more than to play most cases.

/**
 * A pool of hosts: `take(t, kind)` gives one of a kind that nobody else has until the test `t` ends.
 * Where none is idle, `open(kind)` starts one. `clear(host)` has it forget the case; one that can't
 * fails the test, and is not taken again. `opened` lists all that there are.
 */
export function hostPool({ open, clear }) {
  const opened = [];
  const idle = new Map();
  const idleOf = (kind) => idle.get(kind) ?? idle.set(kind, []).get(kind);
  const openOne = async (kind) => {
    const host = await open(kind);
    opened.push(host);
    return host;
  };
  const take = async (t, kind) => {
    const host = idleOf(kind).pop() ?? (await openOne(kind));
    t.after(async () => {
      await clear(host);
      idleOf(kind).push(host);
    });
    return host;
  };
  return { take, opened };
}
