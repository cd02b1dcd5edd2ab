// The arguments of a command, read strictly.

import { parseArgs } from "node:util";
import { Misuse } from "./failure.js";
import { didYouMean } from "./nearest.js";

/** Every command has it. */
const HELP = { help: { type: "boolean", short: "h" } };

/**
 * Reads what follows a command's name: `{values, files}`. The command has `name`, `options` as
 * `parseArgs` takes them, and `files`, the most names of files that it takes.
 */
export function readArguments(command, args) {
  const options = { ...command.options, ...HELP };
  const { values, positionals, tokens } = parseArgs({
    args,
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  tokens.filter(({ kind }) => kind === "option").forEach((token) => need(command, options, token));
  if (!values.help && positionals.length > command.files) {
    throw misuse(command, `\`${positionals[command.files]}\` is one argument too many`);
  }
  return { values, files: positionals };
}

/** A command line that can't be followed, and where to read how it is written. */
export const misuse = ({ name }, reason) =>
  new Misuse(`${reason}\n\`wasmock ${name} --help\` shows what there is`);

/** Throws unless an option is known and has a value where it wants one. */
function need(command, options, { name, rawName, value, inlineValue }) {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option) throw misuse(command, `there is no option \`${rawName}\`${meant(name, options)}`);
  if (option.type === "boolean") {
    if (value !== undefined) throw misuse(command, `\`${rawName}\` takes no value`);
    return;
  }
  const isNext = !inlineValue && /^-./.test(value ?? "");
  if (value === undefined || value === "" || isNext) {
    const hint = isNext ? `: one that begins with a dash is written \`${rawName}=${value}\`` : "";
    throw misuse(command, `\`${rawName}\` wants a value${hint}`);
  }
}

const meant = (name, options) => didYouMean(name, Object.keys(options), (known) => `--${known}`);
