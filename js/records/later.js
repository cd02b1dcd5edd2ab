// Records that are written a little later, all that came meanwhile in one step.

/**
 * What waits to be written. `write(all)` writes `{stream, record, keep}` in one step and gives their
 * numbers; `soon(call)` has it done.
 */
export class Later {
  #write;
  #soon;
  #waiting = [];

  constructor(write, soon) {
    this.#write = write;
    this.#soon = soon;
  }

  /** Adds one; gives the promise of its number. */
  add(stream, record, keep) {
    if (this.#waiting.length === 0) this.#soon(() => this.writeAll());
    return new Promise((kept, failed) => {
      this.#waiting.push({ stream, record, keep, kept, failed });
    });
  }

  /** Writes all that waits, now. Whoever gave it hears what came of it. */
  writeAll() {
    const waiting = this.#waiting.splice(0);
    if (waiting.length === 0) return;
    try {
      const numbers = this.#write(waiting);
      waiting.forEach(({ kept }, i) => kept(numbers[i]));
    } catch (error) {
      waiting.forEach(({ failed }) => failed(error));
    }
  }
}
