// Records kept in memory: lists of JSON by the names of streams, each with a most of records.

/**
 * What came in, for as long as the process lives. Appending costs next to nothing: a record is kept
 * as the value that it is, and its JSON is made when it is asked for.
 *
 * Every store of records has `append(stream, record, keep)`, which adds what `JSON.stringify` takes
 * and lets go of the oldest past `keep`; `page(stream, {after, limit})`, a list of `{number, record}`,
 * newest first and one more than the limit where there are more: `record` is JSON text, `number`
 * grows within its stream, and `after` is the number that they are older than, null for all;
 * `streams()`, the names of those that hold any; `clear(stream)`, which forgets one, or all. All but
 * this one may be asynchronous.
 */
export class MemoryRecords {
  #streams = new Map();

  append(stream, record, keep) {
    const known = this.#streams.get(stream) ?? this.#begun(stream);
    known.last += 1;
    known.records.set(known.last, record);
    known.records.delete(known.last - keep);
  }

  page(stream, { after, limit }) {
    const { last, records } = this.#streams.get(stream) ?? { last: 0, records: new Map() };
    const found = [];
    let number = Math.min(last, (after ?? Infinity) - 1);
    for (; found.length <= limit && records.has(number); number -= 1) {
      found.push({ number, record: JSON.stringify(records.get(number)) });
    }
    return found;
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
