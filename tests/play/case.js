// A case file: one mocks file and the requests made to it. The format is in tests/cases/README.md.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parse } from "yaml";
import { asText, Exact, exactNumbers } from "./exact.js";
import { needRequests, readExcept, readOnly } from "./hosts.js";

const KEYS = ["name", "mocks", "env", "files", "refused", "steps", "only", "why", "except"];
const ANSWER_KEYS = ["status", "headers", "json", "text"];
const STEP_KEYS = ["request", "wait", ...ANSWER_KEYS, "sink", "sink-status", "except"];
const REQUEST_KEYS = ["method", "path", "headers", "json", "text"];
const ARRIVAL_KEYS = ["method", "path", "headers", "json", "text", "after"];

/** Reads a case file, `$SINK` being the address of a sink: what `parseCase` gives, and its `path`. */
export const readCase = (path, sink = "$SINK") => ({
  ...parseCase(basename(path), readFileSync(path, "utf8").replaceAll("$SINK", sink)),
  path,
});

/**
 * Reads the text of a case. A key that the format does not know throws, so that no expectation is
 * lost. `only` is a list where there is one, `except` and `steps` are always there.
 */
export function parseCase(file, text) {
  const read = parse(text, { stringKeys: true, customTags: (tags) => [exactNumbers, ...tags] });
  known(file, read, KEYS);
  if ((read.only === undefined) !== (read.why === undefined)) {
    throw new Error(`${file}: \`only\` asks for \`why\``);
  }
  const only = readOnly(file, read.only);
  const except = readExcept(file, read.except);
  const steps = (read.steps ?? []).map((step, i) => readStep(`${file}, step ${i + 1}`, step));
  needRequests(file, steps);
  return { ...read, file, only, except, env: texts(read.env), steps };
}

/** A plain number of a case, such as a status or a time. */
export const plain = (value) => (value instanceof Exact ? Number(value.text) : value);

/** The variables of the host: whatever YAML takes them for, they are texts. */
const texts = (env = {}) =>
  Object.fromEntries(Object.entries(env).map(([name, value]) => [name, asText(value)]));

function readStep(place, step) {
  known(place, step, STEP_KEYS);
  known(`${place}, request`, step.request, REQUEST_KEYS);
  (step.sink ?? []).forEach((arrival) => known(`${place}, sink`, arrival, ARRIVAL_KEYS));
  if (!step.request && step.wait === undefined)
    throw new Error(`${place}: neither \`request\` nor \`wait\``);
  return { ...step, except: readExcept(place, step.except) };
}

function known(place, value, keys) {
  const key = Object.keys(value ?? {}).find((key) => !keys.includes(key));
  if (key !== undefined) throw new Error(`${place}: \`${key}\` is not a key of a case`);
}
