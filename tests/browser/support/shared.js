// One browser of each kind for all tests of this process: to launch one costs more than most tests.
//
// What the tests keep apart in it is their origins, as a user's sites are: `site.js` gives each one of its
// own, and with it service workers, IndexedDB and storage of its own.

import { after } from "node:test";

const launched = new Map();

after(() => Promise.all([...launched.values()].map(async (browser) => (await browser).end())));

/** The browser of a kind of `BROWSERS`, `{name, launch}`, launched when it is first asked for. */
export function sharedBrowser({ name, launch }) {
  if (!launched.has(name)) launched.set(name, launch());
  return launched.get(name);
}
