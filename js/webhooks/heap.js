// What comes first, without looking at all the rest.

/** A binary heap: gives the least of what was put in, by the number `rank(item)`. */
export class Heap {
  #items = [];
  #rank;

  constructor(rank) {
    this.#rank = rank;
  }

  get size() {
    return this.#items.length;
  }

  /** The least, `undefined` where there is none. */
  get first() {
    return this.#items[0];
  }

  push(item) {
    this.#items.push(item);
    this.#rise(this.#items.length - 1);
  }

  /** Takes out the least. */
  pop() {
    const [first] = this.#items;
    const last = this.#items.pop();
    if (this.#items.length > 0) {
      this.#items[0] = last;
      this.#sink(0);
    }
    return first;
  }

  /** Lets go of all that does not pass. */
  keep(passes) {
    const kept = this.#items.filter(passes);
    this.#items = [];
    for (const item of kept) this.push(item);
  }

  #rise(place) {
    const above = (place - 1) >> 1;
    if (place === 0 || !this.#isLess(place, above)) return;
    this.#swap(place, above);
    this.#rise(above);
  }

  #sink(place) {
    const left = 2 * place + 1;
    const least = [left, left + 1].reduce(
      (least, below) => (below < this.#items.length && this.#isLess(below, least) ? below : least),
      place,
    );
    if (least === place) return;
    this.#swap(place, least);
    this.#sink(least);
  }

  #isLess(a, b) {
    return this.#rank(this.#items[a]) < this.#rank(this.#items[b]);
  }

  #swap(a, b) {
    [this.#items[a], this.#items[b]] = [this.#items[b], this.#items[a]];
  }
}
