// The mocks as a caller gives them.

/** What names a file and can't be a mocks file: one line that ends as a file's name does. */
const FILE = /^[^\n]*\.(ya?ml|json)$/i;

/** Whether a text is the name of a file, and no mocks file itself. */
export const isFileName = (mocks) => typeof mocks === "string" && FILE.test(mocks);

/** `{name, text}` of mocks given as a text in YAML or JSON, or as a value. */
export function inlineSource(mocks, name = "mocks") {
  if (typeof mocks === "string") return { name, text: mocks };
  if (mocks !== null && typeof mocks === "object") {
    return { name, text: JSON.stringify(Array.isArray(mocks) ? mocks : [mocks], null, 2) };
  }
  throw new TypeError(
    "wasmock: the mocks must be a text in YAML, a file's name, or a list of items",
  );
}
