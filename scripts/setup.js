// Installs what is missing for `npm start` and `npm test`, and nothing else. Runs on Node 18 without any package.
//
// npm runs it before the other scripts, as a script of its own: so they start on the Node that it
// may have brought.

import { installBrowsers } from "./setup/browser.js";
import { SetupError } from "./setup/command.js";
import { installNode, installPackages } from "./setup/packages.js";
import { installPython } from "./setup/python.js";
import { build, installLinters, installTarget } from "./setup/rust.js";

try {
  installPackages();
  installNode();
  installTarget();
  if (process.env.npm_lifecycle_event === "pretest") {
    installLinters();
    installBrowsers();
    installPython();
  }
  await build();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`set-up: ${error.message}`);
  process.exit(1);
}
