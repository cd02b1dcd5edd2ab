// `wasmock check`: the mistakes of mocks files.

import { check as diagnose, Engine } from "../../core/engine.js";
import { misuse } from "./arguments.js";
import { endpoints } from "./banner.js";
import { Failure } from "./failure.js";
import { readMocks } from "./mocks.js";

const FORMATS = ["text", "json"];

export const check = {
  name: "check",
  summary: "shows the mistakes of mocks files",
  files: Infinity,
  options: { format: { type: "string", default: "text" } },
  help: `Shows every mistake of mocks files, each with its line and what to do. Nothing is served.

Usage: wasmock check [FILE...] [--format text|json]

  FILE            a mocks file, - for what comes in (default: mocks.yml)
  --format json   on standard output a list with an object for each file: {file, ok, diagnostics},
                  where a diagnostic is {code, severity, line, column, endLine, endColumn,
                  message, hint}
  -h, --help      this text

Mistakes and warnings are drawn on standard error. The exit code is 0 if every file is right (it
may have warnings), 1 if one is wrong or can't be read, 2 if the command line is wrong.
`,
  run: ({ values: { format }, files }) => {
    if (!FORMATS.includes(format)) {
      throw misuse(check, `\`--format\` is text or json, not \`${format}\``);
    }
    const verdicts = (files.length === 0 ? ["mocks.yml"] : files).map(verdict);
    if (format === "json") console.log(JSON.stringify(verdicts.map(asJson), null, 2));
    else verdicts.forEach(draw);
    return verdicts.every(({ ok }) => ok) ? 0 : 1;
  },
};

/** `{file, ok, drawing, diagnostics}` of a file, and of one that is right the `count` of endpoints. */
function verdict(file) {
  try {
    const { name, text } = readMocks(file);
    const found = diagnose(name, text);
    return { file: name, ...found, count: found.ok ? countEndpoints({ name, text }) : undefined };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { file, ok: false, drawing: error.message, diagnostics: [unreadable(error)] };
  }
}

function countEndpoints({ name, text }) {
  const engine = new Engine({ name, text, env: {} });
  try {
    return engine.endpointCount;
  } finally {
    engine.free();
  }
}

/** A file that can't be read has no places. */
const unreadable = ({ message }) => ({
  code: "unreadable",
  severity: "error",
  ...{ line: null, column: null, endLine: null, endColumn: null },
  message,
  hint: null,
});

const asJson = ({ file, ok, diagnostics }) => ({ file, ok, diagnostics });

function draw({ file, ok, drawing, diagnostics, count }) {
  if (drawing !== "") console.error(`${drawing.trimEnd()}\n`);
  const warnings = diagnostics.length;
  if (ok)
    console.log(
      `${file}: ${endpoints(count)}, ${warnings === 0 ? "no mistakes" : warned(warnings)}`,
    );
}

const warned = (count) => (count === 1 ? "1 warning" : `${count} warnings`);
