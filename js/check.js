// What can be asked about a mocks file, without serving it.

import { check as checkText, version as engineVersion } from "./core/engine.js";
import { inlineSource } from "./mock/source.js";

/** Checks mocks given as text or as a value: `{ok, drawing, diagnostics}`. Never throws for a wrong file. */
export function check(mocks, name) {
  const source = inlineSource(mocks, name);
  return checkText(source.name, source.text);
}

/** The version of wasmock. */
export const version = () => engineVersion();
