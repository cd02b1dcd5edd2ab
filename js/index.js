// `wasmock` for any JavaScript that has `Request` and `Response`.

import { Mock } from "./mock/mock.js";
import { knownOnly } from "./mock/options.js";
import { inlineSource, isFileName } from "./mock/source.js";

export { MocksError } from "./core/error.js";
export { check, version } from "./check.js";

const OPTIONS = ["name", "env", "seed", "clock", "fetch"];

/** A mock API of a mocks file, given as text or as a value. */
export function createMock(mocks, options = {}) {
  knownOnly(options, OPTIONS, "createMock");
  return new Mock(mocks, { ...options, read: (mocks) => read(mocks, options.name) });
}

function read(mocks, name) {
  if (!isFileName(mocks)) return inlineSource(mocks, name);
  throw new TypeError(`wasmock: there are no files here: give the text of ${mocks}`);
}
