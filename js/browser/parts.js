// Waits that take longer than a browser lets an event of its worker: they are asked for part by part.

/**
 * Waits as long as `asked.timeout` says: `{count, reached}`. `part(asked)` waits for a while, and says what
 * is left of the time, `{count, reached, leftMs}`.
 */
export async function waitInParts(asked = {}, part) {
  let timeout = asked?.timeout;
  for (;;) {
    const { count, reached, leftMs } = await part({ ...asked, timeout });
    if (reached || leftMs <= 0) return { count, reached };
    timeout = `${leftMs}ms`;
  }
}
