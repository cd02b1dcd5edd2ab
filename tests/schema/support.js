// The JSON Schema of the mocks file beside the engine: what each says of a file.

import { readFileSync, readdirSync } from "node:fs";
import Ajv from "ajv";
import { LineCounter, parseAllDocuments, visit } from "yaml";
import { inCheckout } from "../../scripts/local/checkout.js";
import { check } from "../../scripts/local/mocks.js";

/** The text of a file of the checkout. */
export const textOf = (path) => readFileSync(inCheckout(path), "utf8");

/** The names of the files in a folder of the checkout that end so. */
export const filesIn = (folder, end) =>
  readdirSync(inCheckout(folder)).filter((name) => name.endsWith(end));

/** The names of the YAML files in a folder of the checkout. */
export const yamlIn = (folder) => filesIn(folder, ".yml");

/** The schema. */
export const schema = JSON.parse(textOf("schema/mocks.schema.json"));

// Strict: a keyword that draft-07 does not know, or that can have no effect, throws.
const ajv = new Ajv({ strict: true, strictTypes: true, allowUnionTypes: true, allErrors: true });
const validate = ajv.compile(schema);

/** What is wrong with a value by the whole schema, or by the part of it at a JSON pointer: texts, none if it is valid. */
export function faults(value, pointer = "") {
  const validator = pointer ? ajv.getSchema(`${schema.$id}#${pointer}`) : validate;
  if (validator(value)) return [];
  return validator.errors.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/**
 * The documents of a mocks file, `{value, lines}` with the line of each item, as an editor's reader
 * of YAML gives them to a schema; `undefined` where it refuses them itself.
 */
export function documentsOf(text) {
  const counter = new LineCounter();
  const options = { merge: true, uniqueKeys: false, lineCounter: counter };
  const documents = parseAllDocuments(text, options);
  if (documents.some((document) => document.errors.length > 0 || hasLooseAlias(document))) {
    return undefined;
  }
  const line = (node) => counter.linePos(node.range[0]).line;
  const lines = ({ contents }) => (contents?.items ?? []).filter((item) => item.range).map(line);
  return documents.map((document) => ({ value: valueOf(document), lines: lines(document) }));
}

/** Whether an alias has no anchor, which `yaml` tells only where it is resolved. */
function hasLooseAlias(document) {
  let isLoose = false;
  visit(document, {
    Alias(_, alias) {
      isLoose ||= alias.resolve(document) === undefined;
    },
  });
  return isLoose;
}

const valueOf = (document) => document.toJS({ maxAliasCount: -1 });

/** The engine's errors for a mocks file, `{code, line, …}` each. */
export async function errorsOf(text) {
  const { diagnostics } = await check("mocks.yml", text);
  return diagnostics.filter(({ severity }) => severity === "error");
}

/** The items of a mocks file, `{line, faults, errors}`: what the schema says of each, and what the engine. */
export async function comparedItems(text) {
  const items = documentsOf(text).flatMap(({ value, lines }) =>
    lines.map((line, i) => ({ line, faults: faults([value[i]]), errors: [] })),
  );
  for (const error of await errorsOf(text)) {
    items.findLast(({ line }) => line <= error.line).errors.push(error);
  }
  return items;
}
