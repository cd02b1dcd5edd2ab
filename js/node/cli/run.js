// The command line: which command it is, and what becomes of it.

import { version } from "../../check.js";
import { readArguments } from "./arguments.js";
import { Failure, Misuse } from "./failure.js";
import { commands, overview } from "./help.js";
import { didYouMean } from "./nearest.js";

/** Follows a command line; gives the exit code: 1 where a file is wrong, 2 where the line itself is. */
export async function run(args) {
  try {
    return (await follow(args)) ?? 0;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    return error.exitCode;
  }
}

async function follow([first, ...rest]) {
  if (first === undefined) throw new Misuse(overview.trimEnd());
  if (["--version", "-v", "-V"].includes(first)) return say(version);
  if (["--help", "-h"].includes(first)) return say(overview.trimEnd());
  if (first === "help") return say(rest.length === 0 ? overview.trimEnd() : find(rest[0]).help);
  const command = find(first);
  const read = readArguments(command, rest);
  return read.values.help ? say(command.help) : command.run(read);
}

const say = (text) => console.log(text.trimEnd());

function find(name) {
  if (Object.hasOwn(commands, name)) return commands[name];
  throw new Misuse(`${unknown(name)}\n\`wasmock --help\` shows what there is`);
}

function unknown(name) {
  if (name.startsWith("-")) {
    return `there is no option \`${name}\` before a command${didYouMean(name, ["--help", "--version"])}`;
  }
  if (/\.(ya?ml|json)$/i.test(name)) {
    return `\`${name}\` is no command: did you mean \`wasmock serve ${name}\`?`;
  }
  return `there is no command \`${name}\`${didYouMean(name, Object.keys(commands))}`;
}
