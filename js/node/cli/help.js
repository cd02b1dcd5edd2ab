// What `wasmock --help` says.

import { check } from "./check.js";
import { init } from "./init.js";
import { keys } from "./keys.js";
import { schema } from "./schema.js";
import { serve } from "./serve.js";

/** The commands, by their names. */
export const commands = { serve, check, init, keys, schema };

const rows = Object.values(commands).map(({ name, summary }) => `  ${name.padEnd(10)}${summary}`);

/** The whole in short. */
export const overview = `wasmock: a mock API from one YAML file

Usage: wasmock COMMAND [arguments]

${rows.join("\n")}

  wasmock COMMAND --help   how a command is used
  wasmock --version        the version

Start with \`wasmock init\`, then \`wasmock serve\`.
`;
