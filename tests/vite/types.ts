// The types of the plugin and of `virtual:wasmock`. Only compiled: what stands under a directive that
// expects an error must be refused.

/// <reference types="wasmock/vite-client" />

import { start } from "virtual:wasmock";
import { defineConfig } from "vite";
import wasmock from "wasmock/vite";
import type { WasmockOptions } from "wasmock/vite";

const options: WasmockOptions = { mocks: "../api.yml", env: { STAGE: "dev" }, relay: false };

export default defineConfig({ plugins: [wasmock(), wasmock(options)] });

export async function use(): Promise<void> {
  const mocking = await start({ onUnmatched: "warn", quiet: true });
  mocking.on("webhook", ({ state }) => console.log(state));
  await start();
}

export function misuse(): void {
  // @ts-expect-error: there is no such option
  wasmock({ mock: "mocks.yml" });
  // @ts-expect-error: the mocks are the plugin's
  void start({ mocks: "mocks.yml" });
}
