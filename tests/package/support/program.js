// Programs, run to their end.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { environment } from "../../../scripts/setup/command.js";
import { plain } from "../../play/environment.js";

const execute = promisify(execFile);

/** Runs a program in a folder: what it wrote. Throws all that it said if it fails. */
export const run = (cwd, program, ...args) => runWith({}, cwd, program, ...args);

async function runWith(variables, cwd, program, ...args) {
  const env = { ...plain(environment()), ...variables };
  try {
    const { stdout } = await execute(program, args, { cwd, env, maxBuffer: 64e6 });
    return stdout;
  } catch (cause) {
    const said = `${cause.stdout}\n${cause.stderr}`;
    throw new Error(`${program} ${args.join(" ")} ended with ${cause.code}\n${said}`, {
      cause,
    });
  }
}

/** Runs a script of a project with this very Node and these variables: what it wrote, read as JSON. */
export const runScript = async (folder, script, variables) =>
  JSON.parse(await runWith(variables, folder, process.execPath, script));
