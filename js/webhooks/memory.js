// Webhooks kept in memory.

import { FINISHED, FINISHED_MS, TRIM_EVERY } from "./bounds.js";
import { Heap } from "./heap.js";

/** The most of the finished ones' texts that is kept, in characters: a test has large bodies too. */
const FINISHED_SIZE = 64 * 1024 * 1024;

/**
 * A store for an `Outbox` that lives as long as the process. What a call costs does not grow with
 * what is kept: the next that is due is the first of a heap, the next to be let go the first of a list.
 *
 * A record is `{place, row, isGone}`. Heap and list hold each row beside its record: one that the
 * record no longer has was changed since, and is passed over.
 */
export class MemoryStore {
  #records = new Map();
  #inOrder = [];
  #gone = 0;
  #last = 0;
  #untrimmed = 0;
  #waiting = 0;
  #wakes = new Heap(({ row }) => row.wakeMs);
  #finished = 0;
  #finishedSize = 0;
  #endings = [];

  insert(rows, nowMs = Date.now()) {
    for (const row of rows) if (!this.#records.has(row.id)) this.#add(row);
    if (this.#untrimmed >= TRIM_EVERY || this.#finishedSize > FINISHED_SIZE) this.#trim(nowMs);
  }

  change(id, make) {
    const record = this.#records.get(id);
    if (!record) return undefined;
    const row = make(record.row.entry);
    this.#leave(record);
    record.row = row;
    this.#enter(record);
    return row;
  }

  due(nowMs, limit) {
    const due = [];
    while (due.length < limit && this.#isAnyDue(nowMs)) due.push(this.#wakes.pop());
    for (const wake of due) this.#wakes.push(wake);
    return due.map(({ row }) => row.id);
  }

  earliest() {
    while (this.#wakes.first && !isCurrent(this.#wakes.first)) this.#wakes.pop();
    return this.#wakes.first?.row.wakeMs ?? null;
  }

  waiting() {
    return this.#waiting;
  }

  page({ after, limit, ...asked }) {
    const found = [];
    for (const { place, row, isGone } of this.#newestFirst(asked.id, after)) {
      if (!isGone && fits(row, asked)) found.push({ place: String(place), entry: row.entry });
      if (found.length > limit) break;
    }
    return found;
  }

  clear() {
    for (const record of this.#records.values()) record.isGone = true;
    this.#records.clear();
    this.#inOrder = [];
    this.#endings = [];
    this.#wakes.keep(() => false);
    this.#gone = this.#waiting = this.#finished = this.#finishedSize = 0;
  }

  #isAnyDue(nowMs) {
    const earliest = this.earliest();
    return earliest !== null && earliest <= nowMs;
  }

  #add(row) {
    this.#last += 1;
    this.#untrimmed += 1;
    const record = { place: this.#last, row, isGone: false };
    this.#records.set(row.id, record);
    this.#inOrder.push(record);
    this.#enter(record);
  }

  /** Takes what a record has now into the books. */
  #enter(record) {
    const { row } = record;
    if (row.wakeMs === null) {
      this.#finished += 1;
      this.#finishedSize += row.entry.length;
      this.#endings.push({ record, row });
      return;
    }
    this.#waiting += 1;
    this.#wakes.push({ record, row });
    if (this.#wakes.size > 2 * this.#waiting + TRIM_EVERY) this.#wakes.keep(isCurrent);
  }

  #leave({ row }) {
    if (row.wakeMs === null) {
      this.#finished -= 1;
      this.#finishedSize -= row.entry.length;
    } else {
      this.#waiting -= 1;
    }
  }

  /** Lets go of those that ended first. */
  #trim(nowMs) {
    this.#untrimmed = 0;
    const isTooMuch = ({ row }) =>
      this.#finished > FINISHED ||
      this.#finishedSize > FINISHED_SIZE ||
      row.endedMs < nowMs - FINISHED_MS;
    const stays = this.#endings.findIndex((ending) => {
      if (!isCurrent(ending)) return false;
      if (!isTooMuch(ending)) return true;
      this.#remove(ending.record);
      return false;
    });
    this.#endings.splice(0, stays < 0 ? this.#endings.length : stays);
    if (2 * this.#gone > this.#inOrder.length) this.#closeUp();
  }

  #remove(record) {
    this.#leave(record);
    this.#records.delete(record.row.id);
    record.isGone = true;
    this.#gone += 1;
  }

  #closeUp() {
    this.#inOrder = this.#inOrder.filter(({ isGone }) => !isGone);
    this.#gone = 0;
  }

  /** The records that may be asked for: that of an id, or all below a place. */
  *#newestFirst(id, after) {
    const below = after === null ? Infinity : this.#placeOf(after);
    if (id !== null) {
      const record = this.#records.get(id);
      if (record?.place < below) yield record;
      return;
    }
    for (let at = this.#countBelow(below) - 1; at >= 0; at -= 1) yield this.#inOrder[at];
  }

  /** The place that `after` means: the `next` of a page, or the id of a webhook. */
  #placeOf(after) {
    return /^\d+$/.test(after) ? Number(after) : (this.#records.get(after)?.place ?? 0);
  }

  /** How many records have a lower place. */
  #countBelow(place) {
    let [low, high] = [0, this.#inOrder.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#inOrder[middle].place < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const isCurrent = ({ record, row }) => record.row === row && !record.isGone;

/** Whether a row is one of those that a filter asks for. */
export const fits = (row, { state, name, id }) =>
  (state ?? row.state) === row.state &&
  (name ?? row.name) === row.name &&
  (id ?? row.id) === row.id;
