// `wasmock init`: the first files of a project.

import { initBrowser } from "./init/browser.js";
import { initMocks } from "./init/mocks.js";
import { initWorker } from "./init/worker.js";

export const init = {
  name: "init",
  summary: "writes a first mocks file, the service worker, or a Worker of your own",
  files: 0,
  options: {
    browser: { type: "string" },
    worker: { type: "string" },
    force: { type: "boolean" },
  },
  help: `Writes the first files of a project, and says what to do next.

Usage: wasmock init                  a first mocks.yml here
       wasmock init --browser DIR    the service worker in DIR, the folder of the files that your
                                     page's server serves as they are (often public/)
       wasmock init --worker DIR     a folder with a Cloudflare Worker that answers by your
                                     mocks.yml, to run and deploy with wrangler: no Rust needed

  --force      overwrite files that are there with another text; a mocks.yml is never overwritten
  -h, --help   this text

It may be run again: after an update of wasmock it brings the service worker up to date.
`,
  run: ({ values: { browser, worker, force = false } }) => {
    if (browser !== undefined) initBrowser(browser, force);
    if (worker !== undefined) initWorker(worker, force);
    if (browser === undefined && worker === undefined) initMocks();
  },
};
