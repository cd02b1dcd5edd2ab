// How an endpoint is called: a path that matches it, and a command.

/** What a parameter of a type may be in a command to try; a text gets the parameter's own name. */
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
function samplePath(path) {
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

/** A path and a query that an endpoint takes, ready for a URL. */
export function sampleTarget({ path, query }) {
  const asked = Object.entries(query).map(([name, type]) => [name, SAMPLES[type] ?? name]);
  return samplePath(path) + (asked.length > 0 ? `?${new URLSearchParams(asked)}` : "");
}

/** The methods that mostly come with a body. */
const WITH_BODY = new Set(["POST", "PUT", "PATCH"]);

/** How curl is told a method and a body; by itself it takes POST with a body and GET without one. */
function methodAndBody([method], body) {
  if (body === null && method === "HEAD") return ["-I"];
  const sent = body ?? (WITH_BODY.has(method) ? {} : null);
  const usual = sent === null ? ["GET", "ANY"] : ["POST", "ANY"];
  const options = usual.includes(method) ? [] : ["-X", method];
  return sent === null ? options : [...options, "-d", JSON.stringify(sent)];
}

/** A command that calls an endpoint by its first method, with all that its rules ask for. */
export function curl(endpoint) {
  const { methods, host, headers, body } = endpoint;
  const isHere = /^(localhost|127\..*|\[::1\])$/.test(location.hostname);
  const origin = host && !isHere ? `${location.protocol}//${host}` : location.origin;
  const fields = Object.entries(host && isHere ? { Host: host, ...headers } : headers);
  const named = fields.flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  const words = [...methodAndBody(methods, body), ...named, origin + sampleTarget(endpoint)];
  return ["curl", ...words.map(quoted)].join(" ");
}
