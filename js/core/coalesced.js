// Work that many ask for and that need not be done for each.

/**
 * Calls `run`, which never rejects, as often as there is need: those who call while it runs share the
 * one run that follows, which sees all that was there when they called.
 */
export function coalesced(run) {
  let running = null;
  let next = null;
  const start = () => {
    next = null;
    running = run().finally(() => {
      if (next === null) running = null;
    });
    return running;
  };
  return () => (running === null ? start() : (next ??= running.then(start)));
}
