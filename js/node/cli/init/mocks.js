// A first mocks file.

import { readPackaged } from "../package.js";
import { textOf, write } from "./files.js";

const NAME = "mocks.yml";

/** Writes a first mocks file, unless there is one: what its author wrote is never overwritten. */
export function initMocks() {
  if (textOf(NAME) === undefined) write(NAME, readPackaged("templates/mocks.yml"));
  else console.log(`${NAME} is there already, and stays as it is`);
  console.log("Next: `npx wasmock serve`");
}
