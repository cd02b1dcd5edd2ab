// Who is mocked: the pages that called `start`, and what runs within them.

import { done } from "../../records/request.js";

/** How many pages are remembered. */
const REMEMBERED = 100;

/** The pages that called `start`, by the ids of their clients. */
export class Users {
  #database;
  #started = new Set();
  /** Of clients that did not call it: whether each is within a page (a worker, a frame). */
  #nested = new Map();

  constructor(database) {
    this.#database = database;
  }

  /** Reads who is stored, but those that are gone. */
  async load() {
    const [stored, present] = await Promise.all([
      this.#database.transaction("state", "readonly", (store) => done(store.get("users"))),
      presentIds(),
    ]);
    this.#started = new Set((stored ?? []).filter((id) => present.has(id)));
  }

  /** From now on a page is mocked. */
  async add(id) {
    this.#started.delete(id);
    this.#started.add(id);
    await this.#store();
  }

  /** From now on it is not; whether no page is left. */
  async remove(id) {
    this.#started.delete(id);
    await this.#store();
    const present = await presentIds();
    return ![...this.#started].some((started) => present.has(started));
  }

  /** Whether a client is mocked; `undefined` if that must be asked first. */
  has(id) {
    if (this.#started.has(id)) return true;
    if (this.#started.size === 0) return false;
    return this.#nested.get(id);
  }

  /** The client itself if it called `start`; `undefined` for what runs within some page. */
  named(id) {
    return this.#started.has(id) ? id : undefined;
  }

  /** Whether the page that navigates could be mocked: its request names no client. */
  get any() {
    return this.#started.size > 0;
  }

  /** Whether a client is mocked, looked up where it is not known. */
  async ask(id) {
    if (this.has(id) === undefined) await this.#lookUp(id);
    return this.has(id) ?? false;
  }

  async #lookUp(id) {
    const client = await self.clients.get(id);
    if (client) this.#nested.set(id, client.type !== "window" || client.frameType === "nested");
  }

  #store() {
    const ids = [...this.#started].slice(-REMEMBERED);
    return this.#database.transaction("state", "readwrite", (store) =>
      done(store.put(ids, "users")),
    );
  }
}

/** The ids of all clients that there are. */
async function presentIds() {
  const clients = await self.clients.matchAll({ includeUncontrolled: true, type: "all" });
  return new Set(clients.map(({ id }) => id));
}
