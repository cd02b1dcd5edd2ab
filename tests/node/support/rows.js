// Rows of a store of webhooks, and what a store gives of them.

/** A row of a webhook that waits. */
export const row = (id, more = {}) => ({
  id,
  name: "n",
  state: "scheduled",
  wakeMs: 10,
  endedMs: null,
  entry: id,
  ...more,
});

/** A row of one that is done with. */
export const done = (id, more) => row(id, { state: "sent", wakeMs: null, endedMs: 10, ...more });

/** A filter that all go through, but for what is given. */
export const filter = (more) => ({
  state: null,
  name: null,
  id: null,
  after: null,
  limit: 10,
  ...more,
});

/** The texts of the entries that a store gives. */
export const page = (store, more) => store.page(filter(more)).map(({ entry }) => entry);

/** Inserts rows that are done with, a hundred at a time. */
export function insertDone(store, from, to, more, nowMs) {
  for (let i = from; i < to; i += 100) {
    const rows = Array.from({ length: Math.min(100, to - i) }, (_, j) => done(`${i + j}`, more));
    store.insert(rows, nowMs);
  }
}
