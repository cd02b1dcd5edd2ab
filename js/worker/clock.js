// Time as the mocks see it: the machine's, which a local start can be moved ahead of. There all that
// needs it runs in one isolate; elsewhere nobody moves it.

import { set_ahead } from "wasmock-engine";

let ahead = 0;

/** By how much it is ahead of the machine's, in milliseconds. */
export const aheadMs = () => ahead;

export const now = () => Date.now() + ahead;

/** Moves it forward to an instant; never back. */
export function moveTo(ms) {
  ahead = Math.max(ahead, ms - Date.now());
  tellEngine();
}

/** Sets it to the machine's. */
export function setBack() {
  ahead = 0;
  tellEngine();
}

/** A new instance of the engine does not know it. */
export const tellEngine = () => set_ahead(ahead);
