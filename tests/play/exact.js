// JSON and YAML whose numbers keep their digits: compared by exact value, sent as written.

/** A decimal number as it was written. */
export class Exact {
  constructor(text) {
    this.text = text;
  }

  /** `JSON.stringify` writes the digits as they stand. */
  toJSON() {
    return JSON.rawJSON(this.text);
  }

  /** Whether two numbers are of one value: 1.50 is 15e-1. */
  equals(other) {
    return normal(this.text) === normal(other.text);
  }
}

/** A scalar of YAML as text, as it stands in a header or in a variable. */
export const asText = (value) => (value instanceof Exact ? value.text : String(value));

/** Reads JSON; its numbers are `Exact`. */
export const parseJson = (text) =>
  JSON.parse(text, (_, value, { source }) =>
    typeof value === "number" ? new Exact(source) : value,
  );

/** A YAML tag for numbers as JSON writes them, so that they are read as `Exact`. */
export const exactNumbers = {
  identify: (value) => value instanceof Exact,
  default: true,
  tag: "tag:yaml.org,2002:float",
  test: /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/,
  resolve: (text) => new Exact(text),
};

/** A number as its significant digits and their exponent: equal numbers have equal ones. */
function normal(text) {
  const [, sign, whole, fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(text);
  const all = (whole + fraction).replace(/^0+/, "");
  const digits = all.replace(/0+$/, "");
  if (digits === "") return "0";
  return `${sign}${digits}e${BigInt(exponent) - BigInt(fraction.length - (all.length - digits.length))}`;
}
