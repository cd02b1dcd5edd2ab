// The options of `createMock`, read strictly: what is wrong throws and says what to write.

const OPTIONS = ["name", "env", "seed", "clock", "fetch"];

/** The options of `createMock` that were given: one that is undefined was not. */
export function mockOptions(options = {}) {
  knownOnly(options, OPTIONS, "createMock");
  checkName(options.name);
  checkEnv(options.env);
  checkFetch(options.fetch);
  return given(options);
}

const given = (options) =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

/** The instant of a clock that stands still, in milliseconds; `undefined` for the machine's clock. */
export function instant(clock) {
  if (clock === undefined || clock === "real") return undefined;
  const ms = clock instanceof Date ? clock.getTime() : instantOfText(clock);
  if (Number.isSafeInteger(ms) && ms >= 0) return ms;
  throw new TypeError(
    `wasmock: \`clock\` must be "real", a Date from 1970 on, or a text such as "2026-01-31T12:00:00Z", not ${shown(clock)}`,
  );
}

/** A time without a zone would be another instant on another machine. */
const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

const instantOfText = (text) =>
  typeof text === "string" && INSTANT.test(text) ? Date.parse(text) : NaN;

/** The text that chance follows from; `undefined` for chance that does not repeat. */
export function seedText(seed) {
  if (seed === undefined) return undefined;
  if (typeof seed === "string" || Number.isFinite(seed)) return String(seed);
  throw new TypeError(`wasmock: \`seed\` must be a number or a text, not ${shown(seed)}`);
}

/** Throws if there is an option of another name. */
export function knownOnly(options, names, where) {
  if (options === null || typeof options !== "object") {
    throw new TypeError(
      `wasmock: the options of ${where} must be an object, not ${shown(options)}`,
    );
  }
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new TypeError(
    `wasmock: \`${unknown}\` is not an option of ${where}: there are ${names.join(", ")}`,
  );
}

/** Throws unless `kind` is one of the kinds of events. */
export function knownKind(kind, kinds) {
  if (kinds.includes(kind)) return;
  throw new TypeError(`wasmock: there is no event ${shown(kind)}: there are ${kinds.join(", ")}`);
}

/** The origin that a text or a URL names; throws for one that names none, as `localhost:80` does. */
export function originOf(text) {
  const origin = URL.canParse(text) ? new URL(text).origin : "null";
  if (origin !== "null") return origin;
  throw new TypeError(
    `wasmock: \`origins\` wants origins such as "https://api.example.com", not ${shown(text)}`,
  );
}

/** A time to advance by. A number is refused: some would mean seconds, some milliseconds. */
export function timeText(time) {
  if (typeof time === "string") return time;
  throw new TypeError(
    `wasmock: a time is a text with its unit, such as "60s" or "500ms", not ${shown(time)}`,
  );
}

/** Throws unless the name of the mocks is a text. */
export function checkName(name = "") {
  if (typeof name === "string") return;
  throw new TypeError(`wasmock: \`name\` must be a text, not ${shown(name)}`);
}

function checkFetch(fetch) {
  if (fetch === undefined || typeof fetch === "function") return;
  throw new TypeError(
    `wasmock: \`fetch\` must be a function (url, init) that gives a Response, not ${shown(fetch)}`,
  );
}

/** The value of an option that must be a list. */
export function list(option, value) {
  if (Array.isArray(value)) return value;
  throw new TypeError(`wasmock: \`${option}\` must be a list of texts, not ${shown(value)}`);
}

/** Throws unless all variables are texts; one that is `undefined` is not set. */
export function checkEnv(env = {}) {
  if (env === null || typeof env !== "object" || Array.isArray(env)) {
    throw new TypeError(`wasmock: \`env\` must be an object of texts, not ${shown(env)}`);
  }
  const wrong = Object.entries(env).find(
    ([, value]) => typeof value !== "string" && value !== undefined,
  );
  if (wrong === undefined) return;
  throw new TypeError(
    `wasmock: \`env\` holds texts, but ${wrong[0]} is ${shown(wrong[1])}: write ${JSON.stringify(String(wrong[1]))}`,
  );
}

const shown = (value) => (typeof value === "string" ? JSON.stringify(value) : String(value));
