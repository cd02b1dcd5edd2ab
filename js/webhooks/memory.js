// Webhooks kept in memory.

import { MemoryMarks } from "./marks.js";

/** How many webhooks that are done with are kept for the history. */
export const FINISHED = 1000;

/** A store for an `Outbox` that lives as long as the process. */
export class MemoryStore {
  #rows = new Map();
  #marks = new MemoryMarks();

  insert(rows) {
    for (const row of rows) if (!this.#rows.has(row.id)) this.#rows.set(row.id, row);
    this.#trim();
  }

  change(id, make) {
    const old = this.#rows.get(id);
    if (!old) return undefined;
    const row = make(old.entry);
    this.#rows.set(id, row);
    return row;
  }

  due(nowMs, limit) {
    const due = this.#waiting().filter(({ wakeMs }) => wakeMs <= nowMs);
    return due
      .sort((a, b) => a.wakeMs - b.wakeMs)
      .slice(0, limit)
      .map(({ id }) => id);
  }

  earliest() {
    return this.#waiting().reduce(
      (earliest, { wakeMs }) => (earliest === null ? wakeMs : Math.min(earliest, wakeMs)),
      null,
    );
  }

  page({ state, name, id, after, limit }) {
    if (after !== null && !this.#rows.has(after)) return [];
    const newestFirst = [...this.#rows.values()].reverse();
    const from = after === null ? 0 : newestFirst.findIndex((row) => row.id === after) + 1;
    return newestFirst
      .slice(from)
      .filter((row) => (state ?? row.state) === row.state)
      .filter((row) => (name ?? row.name) === row.name)
      .filter((row) => (id ?? row.id) === row.id)
      .slice(0, limit + 1)
      .map(({ entry }) => entry);
  }

  mark(asked) {
    return this.#marks.mark(asked);
  }

  clear() {
    this.#rows.clear();
    this.#marks.clear();
  }

  #waiting() {
    return [...this.#rows.values()].filter(({ wakeMs }) => wakeMs !== null);
  }

  /** Lets go of the oldest that are done with. */
  #trim() {
    if (this.#rows.size <= FINISHED * 2) return;
    const finished = [...this.#rows.values()].filter(({ wakeMs }) => wakeMs === null);
    for (const { id } of finished.slice(0, -FINISHED)) this.#rows.delete(id);
  }
}
