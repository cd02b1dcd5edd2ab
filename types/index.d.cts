// `wasmock` for any JavaScript that has `Request` and `Response`.

import { CheckResult } from "./diagnostics.cjs";
import { Mock, MockOptions, Mocks } from "./mock.cjs";

export * from "./diagnostics.cjs";
export * from "./mock.cjs";
export * from "./mocks.cjs";
export * from "./requests.cjs";
export * from "./webhooks.cjs";

/**
 * A mock API of mocks given as a text in YAML or as a value. Throws a `MocksError` for mocks with
 * mistakes.
 *
 * ```js
 * import { createMock } from "wasmock";
 *
 * const mock = createMock("- endpoint: {path: /hello, response: {body: Hello!}}");
 * const response = await mock.fetch("/hello");
 * ```
 */
export function createMock(mocks: Mocks, options?: MockOptions): Mock;

/** Checks mocks without serving them. Throws nothing for a wrong file: `ok` is `false` then. */
export function check(mocks: Mocks, options?: { name?: string | undefined }): CheckResult;

/** The version of wasmock: `"0.1.0"`. */
export const version: string;
