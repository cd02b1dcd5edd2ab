// The types of the plugin, as TypeScript reads them in a project.

import { copyFile, cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { inCheckout } from "../../scripts/local/checkout.js";
import { run } from "../package/support/program.js";
import { viteProject } from "./support/project.js";

const TYPESCRIPT = inCheckout("node_modules/typescript/bin/tsc");

const OPTIONS = {
  ...{ strict: true, exactOptionalPropertyTypes: true, noEmit: true },
  ...{ target: "es2023", module: "esnext", moduleResolution: "bundler" },
  ...{ lib: ["es2023", "dom", "dom.iterable"], types: [] },
};

test("the plugin and `virtual:wasmock` are typed", async (t) => {
  const folder = await viteProject(t, {}, {});
  await cp(inCheckout("types"), join(folder, "node_modules/wasmock/types"), { recursive: true });
  await copyFile(inCheckout("tests/vite/types.ts"), join(folder, "types.ts"));
  const config = { compilerOptions: OPTIONS, files: ["types.ts"] };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
  await run(folder, process.execPath, TYPESCRIPT, "--project", ".");
});
