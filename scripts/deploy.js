// `npm run deploy [-- --mocks FILE …wrangler's own options]`: a checked mocks file to Cloudflare.

import { spawnSync } from "node:child_process";
import { cp } from "node:fs/promises";
import { asTyped, defaultMocks, inCheckout } from "./local/checkout.js";
import { layOut } from "./local/layout.js";
import { needRight, readMocks } from "./local/mocks.js";
import { command, Refusal } from "./local/refusal.js";
import { environment } from "./setup/command.js";

await command(async () => {
  const { mocks, rest } = takeMocks(process.argv.slice(2));
  const text = await readMocks(mocks);
  const warnings = await needRight(mocks, text);
  if (warnings) console.error(warnings);
  const folder = inCheckout(".wasmock", "deploy");
  await layOut(folder, text);
  await cp(inCheckout("wrangler.toml"), `${folder}/wrangler.toml`);
  const options = rest.map((arg, i) => (rest[i - 1] === "--outdir" ? asTyped(arg) : arg));
  process.exitCode = wrangler("deploy", "--config", `${folder}/wrangler.toml`, ...options);
});

/** Parts `--mocks FILE` or `--mocks=FILE` from what is wrangler's. */
function takeMocks(args) {
  const at = args.findIndex((arg) => arg === "--mocks" || arg.startsWith("--mocks="));
  if (at === -1) return { mocks: defaultMocks, rest: args };
  const isJoined = args[at] !== "--mocks";
  const file = isJoined ? args[at].slice("--mocks=".length) : args[at + 1];
  if (!file) throw new Refusal("--mocks wants a file: npm run deploy -- --mocks FILE", 2);
  return { mocks: asTyped(file), rest: args.toSpliced(at, isJoined ? 1 : 2) };
}

/** Runs wrangler where the user stands, its words straight to the terminal; gives its exit code. */
function wrangler(...args) {
  const script = inCheckout("node_modules/wrangler/bin/wrangler.js");
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: asTyped("."),
    env: environment(),
    stdio: "inherit",
  });
  return status ?? 1;
}
