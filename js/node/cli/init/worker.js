// A Cloudflare Worker of one's own: a folder that wrangler runs and deploys.

import { basename, join, resolve } from "node:path";
import { Failure } from "../failure.js";
import { readPackaged } from "../package.js";
import { dependency } from "./dependency.js";
import { textOf, write } from "./files.js";

/** The files by the names that they have in templates/worker/: npm would not pack a `.gitignore`. */
const FILES = {
  "wrangler.toml": "wrangler.toml",
  "package.json": "package.json",
  "index.js": "index.js",
  gitignore: ".gitignore",
};

const MOCKS = "mocks.yml";

/** Writes a Worker to a folder: all of it or, where one of its files is another's, nothing. */
export function initWorker(folder, force) {
  const files = Object.entries(FILES).map(([template, name]) => ({
    path: join(folder, name),
    text: filled(readPackaged(`templates/worker/${template}`), folder),
  }));
  const others = files.filter(({ path, text }) => ![undefined, text].includes(textOf(path)));
  if (others.length > 0 && !force) throw new Failure(refusal(others));
  for (const { path, text } of files) bring(path, text);
  const mocks = join(folder, MOCKS);
  if (textOf(mocks) === undefined) write(mocks, readPackaged("templates/mocks.yml"));
  else console.log(`${mocks} stays as it is`);
  console.log(next(folder));
}

function bring(path, text) {
  if (textOf(path) === text) console.log(`${path} is up to date`);
  else write(path, text);
}

const refusal = (files) =>
  `${files.map(({ path }) => path).join(", ")}: there already, with another text\nnothing was written: move it away, or overwrite it with --force`;

const filled = (text, folder) =>
  text
    .replaceAll("{{name}}", workerName(folder))
    .replaceAll("{{wasmock}}", JSON.stringify(dependency(folder)).slice(1, -1));

/** A name as Cloudflare takes it, of the folder's: small letters, digits and dashes. */
function workerName(folder) {
  const name = basename(resolve(folder))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  return name.replace(/^-+|-+$/g, "").slice(0, 63) || "mocks";
}

const next = (folder) => `
Next:

  cd ${shellWord(folder)}
  npm install
  npm run dev       # serves ${MOCKS} by the runtime of Cloudflare Workers, on this machine
  npm run deploy    # deploys it
`;

/** A path as a shell takes it. */
const shellWord = (path) => (/^[\w./~-]+$/.test(path) ? path : JSON.stringify(path));
