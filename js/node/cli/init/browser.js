// The service worker, copied to where a page's server finds it.

import { join } from "node:path";
import { version } from "../../../check.js";
import { Failure } from "../failure.js";
import { readPackaged } from "../package.js";
import { textOf, write } from "./files.js";

/** The name under which `wasmock/browser` asks for it. */
const NAME = "wasmock-sw.js";

/** The first line of what is written here, by which it is known again. */
const MARK = /^\/\/ wasmock \S+: written by `wasmock init`/;

/** Writes the service worker to a folder, in the place of an older one of ours only. */
export function initBrowser(folder, force) {
  const path = join(folder, NAME);
  const mark = `// wasmock ${version}: written by \`wasmock init\`, which brings it up to date too.\n`;
  const text = mark + readPackaged("dist/sw.js");
  const there = textOf(path);
  if (there === text) console.log(`${path} is up to date`);
  else if (there === undefined || MARK.test(there) || force) write(path, text);
  else throw new Failure(`${path} is another file: move it away, or overwrite it with --force`);
  console.log(NEXT);
}

const NEXT = `
Serve a mocks file beside it, and start it before your page's own code runs:

  import { start } from "wasmock/browser";

  // On your own machine only:
  if (["localhost", "127.0.0.1"].includes(location.hostname)) await start({ mocks: "/mocks.yml" });
`;
