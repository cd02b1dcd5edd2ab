// Who wants to hear what happens.

/** Listeners by the kinds of events. */
export class Listeners {
  #byKind = new Map();

  /** Adds a listener; gives the function that takes it away again. */
  on(kind, listener) {
    if (typeof listener !== "function") {
      throw new TypeError(`wasmock: a listener to \`${kind}\` is a function, not ${listener}`);
    }
    const listeners = this.#byKind.get(kind) ?? new Set();
    this.#byKind.set(kind, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  /** Whether anyone listens to this kind. */
  has(kind) {
    return (this.#byKind.get(kind)?.size ?? 0) > 0;
  }

  /** Tells all. One that throws keeps no other from hearing it. */
  tell(kind, event) {
    for (const listener of this.#byKind.get(kind) ?? []) {
      try {
        listener(event);
      } catch (error) {
        console.error(`wasmock: a listener to \`${kind}\` failed:`, error);
      }
    }
  }
}
