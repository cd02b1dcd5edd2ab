#!/usr/bin/env node
// The command `wasmock`.

import { run } from "./cli/run.js";

// Whoever reads our output may stop, as `head` does.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

process.exitCode = await run(process.argv.slice(2));
