// `wasmock` for Node: with files and servers.

import { checkWith } from "../check.js";
import { mockOptions } from "../mock/options.js";
import { NodeMock } from "./mock.js";
import { read } from "./source.js";

export { ConditionError, MocksError } from "../core/error.js";
export { version } from "../check.js";

/** A mock API of a mocks file, given by the file's name or URL, as text, or as a value. */
export const createMock = (mocks, options) =>
  new NodeMock(mocks, { ...mockOptions(options), read: (mocks) => read(mocks, options?.name) });

/** Checks mocks given in the same ways: `{ok, drawing, diagnostics}`. Never throws for a wrong file. */
export const check = checkWith(read);
