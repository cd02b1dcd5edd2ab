// Calls that come close upon each other, carried out in one step: the disk is waited for once for all.

/** How long a call waits for others, in milliseconds. */
const PAUSE_MS = 10;

/** Calls that wait. `carryOut(...values)` carries one out, at once; one that fails does not hinder the others. */
export class Together {
  #carryOut;
  #waiting = [];

  constructor(carryOut) {
    this.#carryOut = carryOut;
  }

  /** Gives the promise of what comes of it. */
  add(...values) {
    if (this.#waiting.length === 0) setTimeout(() => this.#all(), PAUSE_MS);
    return new Promise((kept, failed) => this.#waiting.push({ values, kept, failed }));
  }

  #all() {
    for (const { values, kept, failed } of this.#waiting.splice(0)) {
      try {
        kept(this.#carryOut(...values));
      } catch (error) {
        failed(error);
      }
    }
  }
}
