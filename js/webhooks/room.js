// How many webhooks may still wait.

import { crowdOutEntry } from "../core/engine.js";

/** For how many new webhooks, at most, room is known ahead: other processes may add some to the store. */
const KNOWN = 1000;

/** The room in a store of which no more than `most` may wait. */
export class Room {
  #store;
  #most;
  #known = 0;

  constructor(store, most) {
    this.#store = store;
    this.#most = most;
  }

  /** The rows, those skipped that are too many. What waits is counted when the known room is used up. */
  async admit(rows) {
    const wanted = rows.filter(isWaiting).length;
    if (wanted > this.#known) {
      const free = this.#most - (await this.#store.waiting());
      this.#known = Math.max(0, Math.min(free, Math.max(wanted, KNOWN)));
    }
    return rows.map((row) => (isWaiting(row) ? this.#take(row) : row));
  }

  #take(row) {
    if (this.#known === 0) return { ...row, ...crowdOutEntry(row.entry, this.#most) };
    this.#known -= 1;
    return row;
  }
}

const isWaiting = ({ wakeMs }) => wakeMs !== null;
