// The tabs of a browser, each used again: a tab is dear to open, and cheap to go elsewhere in.

import { openPage } from "./page.js";

/** A function that opens an address in an idle tab, or in one that `open` gives: its page, whose `close` leaves it. */
export function inTabs(open, own) {
  const idle = [];
  return async (url) => {
    const tab = idle.pop() ?? (await open());
    const { leave, ...page } = await openPage(tab, url, own);
    let closing;
    const close = () => (closing ??= leave().then(() => void idle.push(tab)));
    return { ...page, close };
  };
}
