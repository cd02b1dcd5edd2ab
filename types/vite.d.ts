// `wasmock/vite`: the mocks file in a Vite project.

import type { Plugin } from "vite";

/** The options of the plugin. */
export interface WasmockOptions {
  /** The mocks file, from the project's root; it may lie outside. Default: `"mocks.yml"`. */
  mocks?: string | undefined;
  /** What the service worker's file is called, right under the base. Default: `"wasmock-sw.js"`. */
  serviceWorker?: string | undefined;
  /**
   * The variables that `settings: {env: [NAME]}` lets templates read. They go to the browser, so
   * they are no place for secrets: the relay takes those from `.env` and the environment.
   */
  env?: Readonly<Record<string, string | undefined>> | undefined;
  /**
   * Whether the development server sends the webhooks, which lets them carry any header field, and
   * secrets. Only while it listens on this machine alone; else the page sends them. Default: `true`.
   */
  relay?: boolean | undefined;
}

/**
 * The plugin. It serves the service worker, gives `virtual:wasmock` to the page and pushes each
 * change of the mocks file there, without a reload.
 *
 * ```js
 * import wasmock from "wasmock/vite";
 *
 * export default { plugins: [wasmock({ mocks: "mocks.yml" })] };
 * ```
 */
export default function wasmock(options?: WasmockOptions): Plugin;
