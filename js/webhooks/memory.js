// Webhooks kept in memory.

import { MemoryRecords } from "../records/memory.js";
import { FINISHED, FINISHED_MS, TRIM_EVERY } from "./bounds.js";
import { Heap } from "./heap.js";
import { MemoryMarks } from "./marks.js";
import { settledAtOnce } from "./objects.js";

/** The most of the finished ones' texts that is kept, in characters: a test has large bodies too. */
const FINISHED_SIZE = 64 * 1024 * 1024;

/**
 * A store for an `Outbox` that lives as long as the process. What a call costs does not grow with
 * what is kept: the next that is due is the first of a heap, the next to be let go the first of a list.
 *
 * A slot is `{place, row, isGone}`. Heap and list hold each row beside its slot: one that the
 * slot no longer has was changed since, and is passed over.
 */
export class MemoryStore {
  #slots = new Map();
  #inOrder = [];
  #gone = 0;
  #last = 0;
  #untrimmed = 0;
  #waiting = 0;
  #wakes = new Heap(({ row }) => row.wakeMs);
  #finished = 0;
  #finishedSize = 0;
  #endings = [];
  #marks = new MemoryMarks();
  #lastSequence = null;

  /** What came in. */
  records = new MemoryRecords();

  insert(rows, nowMs = Date.now(), settle) {
    const settled = settledAtOnce(rows, nowMs, settle, {
      has: ({ id }) => this.#slots.has(id),
      mark: (asked) => this.mark(asked),
      last: () => this.#lastSequence,
      keepLast: (last) => (this.#lastSequence = last),
    });
    for (const row of settled) if (!this.#slots.has(row.id)) this.#add(row);
    if (this.#untrimmed >= TRIM_EVERY || this.#finishedSize > FINISHED_SIZE) this.#trim(nowMs);
    return settled;
  }

  change(id, make) {
    const slot = this.#slots.get(id);
    if (!slot) return undefined;
    const row = make(slot.row.entry);
    this.#leave(slot);
    slot.row = row;
    this.#enter(slot);
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
    const below = after === null ? Infinity : this.#placeOf(after);
    if (below === undefined) return undefined;
    const found = [];
    for (const { place, row, isGone } of this.#newestFirst(asked.id, below)) {
      if (!isGone && fits(row, asked)) found.push({ place: String(place), entry: row.entry });
      if (found.length > limit) break;
    }
    return found;
  }

  mark(asked) {
    return this.#marks.mark(asked);
  }

  clear() {
    for (const slot of this.#slots.values()) slot.isGone = true;
    this.#slots.clear();
    this.#inOrder = [];
    this.#endings = [];
    this.#wakes.keep(() => false);
    this.#gone = this.#waiting = this.#finished = this.#finishedSize = 0;
    this.#marks.clear();
  }

  #isAnyDue(nowMs) {
    const earliest = this.earliest();
    return earliest !== null && earliest <= nowMs;
  }

  #add(row) {
    this.#last += 1;
    this.#untrimmed += 1;
    const slot = { place: this.#last, row, isGone: false };
    this.#slots.set(row.id, slot);
    this.#inOrder.push(slot);
    this.#enter(slot);
  }

  /** Takes what a slot has now into the books. */
  #enter(slot) {
    const { row } = slot;
    if (row.wakeMs === null) {
      this.#finished += 1;
      this.#finishedSize += row.entry.length;
      this.#endings.push({ slot, row });
      return;
    }
    this.#waiting += 1;
    this.#wakes.push({ slot, row });
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
      this.#remove(ending.slot);
      return false;
    });
    this.#endings.splice(0, stays < 0 ? this.#endings.length : stays);
    if (2 * this.#gone > this.#inOrder.length) this.#closeUp();
  }

  #remove(slot) {
    this.#leave(slot);
    this.#slots.delete(slot.row.id);
    slot.isGone = true;
    this.#gone += 1;
  }

  #closeUp() {
    this.#inOrder = this.#inOrder.filter(({ isGone }) => !isGone);
    this.#gone = 0;
  }

  /** The slots that may be asked for: that of an id, or all below a place. */
  *#newestFirst(id, below) {
    if (id !== null) {
      const slot = this.#slots.get(id);
      if (slot?.place < below) yield slot;
      return;
    }
    for (let at = this.#countBelow(below) - 1; at >= 0; at -= 1) yield this.#inOrder[at];
  }

  /** The place that `after` means: the `next` of a page, or the id of a webhook that is kept. */
  #placeOf(after) {
    return /^\d+$/.test(after) ? Number(after) : this.#slots.get(after)?.place;
  }

  /** How many slots have a lower place. */
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

const isCurrent = ({ slot, row }) => slot.row === row && !slot.isGone;

/** Whether a row is one of those that a filter asks for. */
export const fits = (row, { state, name, id }) =>
  (state ?? row.state) === row.state &&
  (name ?? row.name) === row.name &&
  (id ?? row.id) === row.id;
