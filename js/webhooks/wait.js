// Waiting for webhooks to get somewhere. Nobody is told of each step of each, so it is asked for.

/** As they are before a test fakes them: who waits does so in real time. */
const { setTimeout, clearTimeout } = globalThis;

/**
 * Waits until `countThem()` gives `count`, or `timeoutMs` are over, or `isOpen()` no longer holds:
 * `{count, reached}`. It is asked every `everyMs`.
 */
export async function waitForWebhooks(
  countThem,
  { count: wanted, timeoutMs },
  { everyMs, isOpen },
) {
  let isOver = false;
  const timer = setTimeout(() => (isOver = true), timeoutMs);
  try {
    for (;;) {
      const isLast = isOver || !isOpen();
      const count = await countThem();
      if (count >= wanted || isLast) return { count, reached: count >= wanted };
      await new Promise((resolve) => setTimeout(resolve, Math.min(everyMs, timeoutMs)));
    }
  } finally {
    clearTimeout(timer);
  }
}
