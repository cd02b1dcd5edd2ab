// The mocks as a caller gives them.

/** What names a file and can't be a mocks file: one line that ends as a file's name does. */
const FILE = /^[^\n]*\.(ya?ml|json)$/i;

/** Whether a text is the name of a file, and no mocks file itself. */
export const isFileName = (mocks) => typeof mocks === "string" && FILE.test(mocks);

/** `{name, text}` of mocks given as a text in YAML or JSON, or as a value. */
export function inlineSource(mocks, name = "mocks") {
  if (typeof mocks === "string") return { name, text: mocks };
  if (Array.isArray(mocks)) return { name, text: JSON.stringify(mocks, null, 2) };
  if (isPlain(mocks)) return inlineSource([mocks], name);
  throw new TypeError(
    'wasmock: the mocks must be a text in YAML, a file\'s name, or a list of items such as {endpoint: {path: "/"}}',
  );
}

/** Whether a value is an object as a literal makes it, in any realm: no Buffer, Map or Promise. */
function isPlain(value) {
  if (value === null || typeof value !== "object") return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
