// A case file: one mocks file and the requests made to it. The format is in tests/cases/README.md.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parse } from "yaml";
import { Exact, exactNumbers } from "./exact.js";

const KEYS = ["name", "mocks", "env", "files", "refused", "steps", "only", "why"];
const STEP_KEYS = ["request", "wait", "status", "headers", "json", "text", "sink", "sink-status"];
const REQUEST_KEYS = ["method", "path", "headers", "json", "text"];
const ARRIVAL_KEYS = ["method", "path", "headers", "json", "text", "after"];

/**
 * Reads a case file, `$SINK` being the address of a sink. A key that the format does not know
 * throws, so that no expectation is lost.
 */
export function readCase(path, sink = "$SINK") {
  const text = readFileSync(path, "utf8").replaceAll("$SINK", sink);
  const read = parse(text, { stringKeys: true, customTags: (tags) => [exactNumbers, ...tags] });
  const file = basename(path);
  known(file, read, KEYS);
  if ((read.only === undefined) !== (read.why === undefined)) {
    throw new Error(`${file}: \`only\` asks for \`why\``);
  }
  (read.steps ?? []).forEach((step, i) => checkStep(`${file}, step ${i + 1}`, step));
  return { ...read, file, path, env: texts(read.env), steps: read.steps ?? [] };
}

/** A plain number of a case, such as a status or a time. */
export const plain = (value) => (value instanceof Exact ? Number(value.text) : value);

/** The variables of the host: whatever YAML takes them for, they are texts. */
const texts = (env = {}) =>
  Object.fromEntries(
    Object.entries(env).map(([name, value]) => [
      name,
      value instanceof Exact ? value.text : String(value),
    ]),
  );

function checkStep(place, step) {
  known(place, step, STEP_KEYS);
  known(`${place}, request`, step.request, REQUEST_KEYS);
  (step.sink ?? []).forEach((arrival) => known(`${place}, sink`, arrival, ARRIVAL_KEYS));
  if (!step.request && step.wait === undefined)
    throw new Error(`${place}: neither \`request\` nor \`wait\``);
}

function known(place, value, keys) {
  const key = Object.keys(value ?? {}).find((key) => !keys.includes(key));
  if (key !== undefined) throw new Error(`${place}: \`${key}\` is not a key of a case`);
}
