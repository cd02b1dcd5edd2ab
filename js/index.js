// `wasmock` for any JavaScript that has `Request` and `Response`.

import { checkWith } from "./check.js";
import { Mock } from "./mock/mock.js";
import { mockOptions } from "./mock/options.js";
import { inlineSource, isFileName } from "./mock/source.js";

export { ConditionError, MocksError } from "./core/error.js";
export { version } from "./check.js";

/** A mock API of a mocks file, given as text or as a value. */
export const createMock = (mocks, options) =>
  new Mock(mocks, { ...mockOptions(options), read: (mocks) => read(mocks, options?.name) });

/** Checks mocks given in the same ways: `{ok, drawing, diagnostics}`. Never throws for a wrong file. */
export const check = checkWith(read);

function read(mocks, name) {
  if (!isFileName(mocks) && !(mocks instanceof URL)) return inlineSource(mocks, name);
  throw new TypeError(`wasmock: no files can be read here: give the text of ${mocks}`);
}
