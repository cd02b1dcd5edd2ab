// Pages with the store of webhooks in IndexedDB.

/* global store -- of the page */

import { build } from "esbuild";
import { inCheckout } from "../../../scripts/local/checkout.js";
import { mockedSite, openPage } from "./mocked.js";

/** The store and its database as a module for a page. */
const bundled = build({
  stdin: {
    contents: `
      export { Database } from "./js/browser/database.js";
      export { IndexedDbStore } from "./js/webhooks/indexeddb.js";
    `,
    resolveDir: inCheckout("."),
  },
  bundle: true,
  format: "esm",
  write: false,
}).then(({ outputFiles: [{ text }] }) => text);

/** A page with a fresh `store`. */
export async function pageWithStore(t, browser) {
  const module = { type: "text/javascript", body: await bundled };
  const page = await openPage(t, browser, await mockedSite(t, { "/store.js": module }));
  await page.run(async () => {
    const { Database, IndexedDbStore } = await import("/store.js");
    globalThis.store = new IndexedDbStore(new Database("webhooks of a test"));
  });
  return page;
}

/** A row that waits, or is done with where there is nothing to wait for. */
export const row = (id, wakeMs, more = {}) => ({
  id,
  wakeMs,
  endedMs: wakeMs === null ? Date.now() : null,
  name: "n",
  state: "s",
  entry: id,
  ...more,
});

/** Keeps rows in the page's store. */
export const insert = (page, ...rows) => page.run((rows) => store.insert(rows), rows);

const ALL = { state: null, name: null, id: null, after: null, limit: 10 };

/** The rows of the history that a filter asks for; `undefined` where its `after` is none. */
export const found = (page, filter = {}) =>
  page.run((filter) => store.page(filter), { ...ALL, ...filter });

/** Their entries. */
export const list = async (page, filter) => (await found(page, filter)).map(({ entry }) => entry);
