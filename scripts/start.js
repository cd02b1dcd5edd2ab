// `npm start`: serves a mocks file on this machine, follows its changes, shows what happens.

import { launch } from "./local/launcher.js";
import { readOptions, usage } from "./local/options.js";
import { command } from "./local/refusal.js";

await command(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return console.log(usage);
  await launch(options);
});
