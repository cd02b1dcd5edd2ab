// `wasmock/browser`: the page's side of the service worker.

import { BrowserMocking } from "./handle.js";
import { readOptions } from "./options.js";
import { control, register } from "./registration.js";
import { sourceOf } from "./source.js";

export { ConditionError, MocksError } from "../core/error.js";
export { version } from "./version.js";

/** Has the requests of this page answered by mocks; gives the handle once they are. */
export async function start(options = {}) {
  const { mocks, worker, ...rest } = readOptions(options);
  sourceOf(mocks); // what is no mocks at all is told before anything is registered
  const registration = await register(worker);
  await control(registration);
  const mocking = new BrowserMocking(registration, rest);
  await mocking.begin(mocks);
  return mocking;
}
