// Records kept in memory: lists of JSON by the names of streams, each with a most of records.

/**
 * What came in, for as long as the process lives. Appending costs next to nothing: the text of a
 * record is made when it is asked for.
 *
 * Every store of records has `append(stream, record, keep)`, which adds a JSON text, or what a
 * function gives as such, lets go of the oldest past `keep`, and gives the number of the record, which
 * grows within its stream; `rows(stream, {after, most})`, the newest first, `{number, record}`: those
 * older than the number `after`, null for all, and no more than `most` (which may be left out);
 * `streams()`, the names of those that hold any; `clear(stream)`, which forgets one, or all. Each
 * may give a promise of that. One that other processes write into too says so by `isShared`.
 */
export class MemoryRecords {
  #streams = new Map();

  append(stream, record, keep) {
    const known = this.#streams.get(stream) ?? this.#begun(stream);
    known.last += 1;
    known.records.set(known.last, record);
    known.records.delete(known.last - keep);
    return known.last;
  }

  *rows(stream, { after = null, most = Infinity } = {}) {
    const { last, records } = this.#streams.get(stream) ?? { last: 0, records: new Map() };
    const newest = Math.min(last, (after ?? Infinity) - 1);
    for (let number = newest; number > newest - most && records.has(number); number -= 1) {
      const record = textOf(records.get(number));
      records.set(number, record);
      yield { number, record };
    }
  }

  streams() {
    return [...this.#streams.keys()].sort();
  }

  clear(stream) {
    if (stream === undefined) this.#streams.clear();
    else this.#streams.delete(stream);
  }

  #begun(stream) {
    const begun = { last: 0, records: new Map() };
    this.#streams.set(stream, begun);
    return begun;
  }
}

/** The text of a record as it is given. */
export const textOf = (record) => (typeof record === "function" ? record() : record);
