// A mocks file that is named on the command line.

import { readFileSync } from "node:fs";
import { check } from "../../core/engine.js";
import { Failure } from "./failure.js";

/** The name that means what comes in. */
export const STDIN = "-";

/** `{name, text}` of a mocks file, `name` for messages. */
export function readMocks(file) {
  try {
    return file === STDIN
      ? { name: "stdin", text: readFileSync(0, "utf8") }
      : { name: file, text: readFileSync(file, "utf8") };
  } catch (error) {
    throw new Failure(`${file} ${REASONS[error.code] ?? `can't be read: ${error.message}`}`);
  }
}

/** Throws a `Failure` with the drawing of its mistakes unless a mocks file is right. */
export function needRight({ name, text }) {
  const { ok, drawing } = check(name, text);
  if (!ok) throw new Failure(drawing.trimEnd());
}

const REASONS = {
  ENOENT: "does not exist: name your mocks file, or write a first one with `wasmock init`",
  EISDIR: "is a folder: name the mocks file in it",
  EACCES: "may not be read by you",
};
