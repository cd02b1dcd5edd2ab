// The mistakes that the engine finds in a mocks file and a JSON Schema cannot see, with the reasons.

const LANGUAGE = "conditions and templates are texts to a schema";
const SPELLING = "a schema gets the values, not how they were written";
const COMPARISON = "a schema does not compare one value with another";
const LATER = "a template's word that this version does not do stands in a text";

const codes = (reason, ...names) => Object.fromEntries(names.map((name) => [name, reason]));

/** By the engine's code: no mistake of the kind is seen. */
const unseenCodes = {
  ...codes(LANGUAGE, "expression", "template", "unknown-variable", "unknown-function"),
  ...codes(LANGUAGE, "unknown-filter", "regular-expression", "too-deep", "too-long"),
  ...codes(LANGUAGE, "json-position", "no-response", "secret"),
  ...codes(SPELLING, "duplicate-key", "not-a-number", "unknown-tag", "wrong-tag"),
  "wrong-sample": "the JSON of a sample is a text to a schema",
  "wrong-secret": "a schema does not read base64",
  "wrong-public-key": "a schema does not read keys",
  "key-template": LANGUAGE,
  ...codes(
    COMPARISON,
    "wrong-key-ids",
    "wrong-default",
    "unknown-webhook",
    "several-webhooks",
    "circle",
  ),
};

/** By the place, a file and a line: single mistakes of kinds that are seen elsewhere. */
const unseenPlaces = {
  "refused-escape.yml:1": SPELLING,
  "refused-keys.yml:40": "`800h` has the form of a time, and a pattern does not count",
  "refused-not-yet.yml:19": LATER,
  "refused-not-yet.yml:22": LATER,
  "refused-not-yet.yml:25": LATER,
  "refused-not-yet.yml:28": LATER,
  "refused-not-yet.yml:31": LATER,
  "refused-not-yet.yml:34": LATER,
};

/** By the file: cases whose every mistake is one of those. */
export const unseenCases = {
  "refused-after.yml": COMPARISON,
  "refused-condition.yml": LANGUAGE,
  "refused-duplicate-key.yml": SPELLING,
  "refused-escape.yml": SPELLING,
  "refused-expressions.yml": LANGUAGE,
  "refused-json-positions.yml": LANGUAGE,
  "refused-long-condition.yml": LANGUAGE,
  "refused-tag.yml": SPELLING,
  "refused-templates.yml": LANGUAGE,
  "refused-traps.yml": LANGUAGE,
};

/** The codes of what an editor's reader of YAML finds, before any schema is asked. */
export const syntaxCodes = ["yaml-syntax", "unknown-alias", "wrong-key"];

/** Whether a schema can't see an error of the engine. */
export const isUnseen = ({ code, line }, file = "") =>
  code in unseenCodes || `${file}:${line}` in unseenPlaces;

/** Every place that is listed. */
export const listedPlaces = Object.keys(unseenPlaces);
