// `wasmock` for Node: with files and servers.

import { CheckResult } from "./diagnostics.cjs";
import { Mock, MockOptions, Mocks } from "./mock.cjs";

export * from "./diagnostics.cjs";
export * from "./mock.cjs";
export * from "./mocks.cjs";
export * from "./requests.cjs";
export * from "./webhooks.cjs";

/**
 * Mocks, or where they are: a file's name, which ends with `.yml`, `.yaml` or `.json` and is looked
 * up from the working folder, or a file's URL.
 */
export type NodeMocks = Mocks | URL;

/** Where a mock is served. */
export interface ListenOptions {
  /** Default: 0, which takes any that is free. */
  port?: number | undefined;
  /** Default: `"127.0.0.1"`. */
  host?: string | undefined;
}

/** A mock that is served over HTTP. */
export interface Server {
  /** Without a `/` at its end: `"http://127.0.0.1:49152"`. */
  readonly url: string;
  readonly port: number;
  /** Ends the server, its connections too. The mock's own `close` does so as well. */
  close(): Promise<void>;
}

/** A mock API that can be served over HTTP too. */
export interface NodeMock extends Mock {
  /**
   * Serves the mock with Node's HTTP server.
   *
   * ```js
   * const server = await mock.listen();
   * const response = await fetch(`${server.url}/hello`);
   * ```
   */
  listen(options?: ListenOptions): Promise<Server>;

  /** Takes up other mocks; throws a `MocksError` and keeps the last ones if they are wrong. */
  update(mocks: NodeMocks): void;
}

/**
 * A mock API of a mocks file, given by its name or URL, as a text in YAML, or as a value. Throws a
 * `MocksError` for mocks with mistakes.
 *
 * ```js
 * import { createMock } from "wasmock";
 *
 * await using mock = createMock(new URL("./mocks.yml", import.meta.url));
 * const response = await mock.fetch("/hello");
 * ```
 */
export function createMock(mocks: NodeMocks, options?: MockOptions): NodeMock;

/** Checks mocks without serving them. Throws nothing for a wrong file: `ok` is `false` then. */
export function check(mocks: NodeMocks, options?: { name?: string | undefined }): CheckResult;

/** The version of wasmock: `"0.1.0"`. */
export const version: string;
