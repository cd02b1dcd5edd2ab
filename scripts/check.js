// `npm run check -- FILE…`: what is wrong in mocks files.

import { asTyped, defaultMocks, nameOf } from "./local/checkout.js";
import { check, readMocks } from "./local/mocks.js";
import { command } from "./local/refusal.js";

await command(async () => {
  const files = process.argv.slice(2).map(asTyped);
  for (const path of files.length === 0 ? [defaultMocks] : files) {
    const { ok, drawing } = await check(path, await readMocks(path));
    if (drawing) console.error(drawing.trimEnd());
    if (ok) console.log(`${nameOf(path)} is right`);
    else process.exitCode = 1;
  }
});
