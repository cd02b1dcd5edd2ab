// Time moved forward, as a test wants it.

/** Moves a clock forward by milliseconds, as `advanceTo` moves it to an instant. */
export const advance = (ms, moved) => advanceTo(moved.clock.aim(ms), moved);

/**
 * Moves a clock forward to an instant, each webhook of the outbox being sent at its own time on the
 * way; done when all that came due has been sent and noted. A store that outlives the process is told
 * by how much the clock is ahead. Throws if what is due can't be sent.
 */
export async function advanceTo(end, { clock, outbox, store }) {
  clock.aimAt(end);
  while (clock.aimsAt(end)) {
    // Whoever is sending has time to report: a clock that runs away would take it for vanished.
    await outbox.settled();
    const next = (await outbox.earliest()) ?? Infinity;
    const to = Math.min(next, end);
    await store.keepAhead?.(clock.aheadAt(to));
    if (outbox.isBusy || !clock.aimsAt(end)) continue;
    clock.moveTo(to);
    if (next > end) break;
    if (!(await outbox.pump())) throw new Error(NO_MORE);
  }
  await outbox.settled();
}

const NO_MORE = "wasmock: the mocks were closed, or what waits can't be read";

/** Forgets all that a store keeps, and sets the clock back. What is being sent goes on, unnoted. */
export async function reset({ clock, outbox, store }) {
  await outbox.clear();
  await store.records.clear();
  clock.reset();
  await store.keepAhead?.(0);
}
