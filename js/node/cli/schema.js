// `wasmock schema`: the JSON Schema of a mocks file, for editors.

import { readPackaged } from "./package.js";

export const schema = {
  name: "schema",
  summary: "prints the JSON Schema of a mocks file, for editors",
  files: 0,
  options: {},
  help: `Prints the JSON Schema of a mocks file, with which an editor completes and checks it.

Usage: wasmock schema > mocks.schema.json

An editor with the YAML language server takes it from the file's first line:

  # yaml-language-server: $schema=./mocks.schema.json
`,
  run: () => void process.stdout.write(readPackaged("schema/mocks.schema.json")),
};
