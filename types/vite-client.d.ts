// The module that the plugin `wasmock/vite` makes up. In a TypeScript project name it once:
// `/// <reference types="wasmock/vite-client" />`.

declare module "virtual:wasmock" {
  import type { start as startBrowser, StartOptions } from "wasmock/browser";

  /** The options of `start` that are not the plugin's own. */
  export type PluginStartOptions = Omit<StartOptions, "mocks" | "name" | "env">;

  /**
   * Has the requests of this page answered by the plugin's mocks file; keeps its promise once they
   * are.
   *
   * ```js
   * if (import.meta.env.DEV) {
   *   const { start } = await import("virtual:wasmock");
   *   await start();
   * }
   * ```
   */
  export function start(options?: PluginStartOptions): ReturnType<typeof startBrowser>;
}
