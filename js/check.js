// What can be asked about a mocks file, without serving it.

import { version as packageVersion } from "../package.json";
import { check as checkText } from "./core/engine.js";
import { checkName, knownOnly } from "./mock/options.js";

/** The function `check` of an entry that reads mocks by `read(mocks, name)`. */
export const checkWith =
  (read) =>
  (mocks, options = {}) => {
    knownOnly(options, ["name"], "check");
    checkName(options.name);
    const { name, text } = read(mocks, options.name);
    return checkText(name, text);
  };

/** The version of wasmock. */
export const version = packageVersion;
