// The mocks as a caller in Node gives them: files too.

import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { inlineSource, isFileName } from "../mock/source.js";

/** `{name, text}` of mocks given by the file's name or URL, as text, or as a value. */
export function read(mocks, name) {
  if (mocks instanceof URL) return readFile(pathOf(mocks), name);
  if (isFileName(mocks)) return readFile(mocks, name ?? mocks);
  return inlineSource(mocks, name);
}

function pathOf(url) {
  if (url.protocol === "file:") return fileURLToPath(url);
  throw new TypeError(
    `wasmock: only a file's URL can be read: fetch ${url} yourself, and give its text`,
  );
}

function readFile(path, name = basename(path)) {
  try {
    return { name, text: readFileSync(path, "utf8") };
  } catch (cause) {
    throw new Error(unreadable(resolve(path), cause.code), { cause });
  }
}

/** A name is looked up from the working folder, which test runners choose in their own ways. */
function unreadable(path, code) {
  const words = `wasmock: the mocks file ${path} can't be read: ${REASONS[code] ?? code}`;
  if (code !== "ENOENT") return words;
  return `${words}; to name a file beside your own, write new URL("./mocks.yml", import.meta.url)`;
}

const REASONS = { ENOENT: "there is none", EISDIR: "it is a folder", EACCES: "you may not" };
