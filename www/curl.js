// How an endpoint is called: a path that matches it, and a command.

/** What a parameter of a type may be in a command to try; one without a type gets its own name. */
const SAMPLES = {
  int: "1",
  float: "1.5",
  double: "1.5",
  bool: "true",
  boolean: "true",
  uuid: "6f1d1f0e-5d0b-4c1e-9d53-0c5f3b1f7a10",
  date: "2026-01-31",
};

/** Whether a segment of an endpoint's path is a parameter. */
export const isVariable = (segment) => /^[:*]/.test(segment);

/** A path that matches an endpoint's, ready for a URL. */
export function samplePath(path) {
  const sample = (segment) => {
    if (!isVariable(segment)) return segment;
    const [name, type] = segment.replace(/^(:|\*+)/, "").split("|");
    return SAMPLES[type] ?? (name || "any"); // `*` and `**` have no name
  };
  const escaped = (text) => encodeURI(text).replaceAll("%25", "%"); // escapes of the file stay
  return path
    .split("/")
    .map((segment) => escaped(sample(segment)))
    .join("/");
}

const quoted = (text) =>
  /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** How curl is told a method; by itself it takes POST with a body and GET without one. */
const METHODS = { GET: [], ANY: [], HEAD: ["-I"], POST: ["-d", "{}"] };
for (const method of ["PUT", "PATCH"]) METHODS[method] = ["-X", method, "-d", "{}"];

/** A command that calls an endpoint by its first method. */
export function curl({ methods, host, path }) {
  const isHere = /^(localhost|127\..*|\[::1\])$/.test(location.hostname);
  const origin = host && !isHere ? `${location.protocol}//${host}` : location.origin;
  const name = host && isHere ? ["-H", `Host: ${host}`] : [];
  const [method] = methods;
  const options = METHODS[method] ?? ["-X", method];
  const words = [...options, ...name, origin + samplePath(path)];
  return ["curl", ...words.map(quoted)].join(" ");
}
