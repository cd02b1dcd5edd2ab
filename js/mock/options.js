// The options of `createMock`, read strictly: what is wrong throws and says what to write.

/** The instant of a clock that stands still, in milliseconds; `undefined` for the machine's clock. */
export function instant(clock) {
  if (clock === undefined || clock === "real") return undefined;
  const ms = clock instanceof Date ? clock.getTime() : Date.parse(clock);
  if (Number.isSafeInteger(ms) && ms >= 0) return ms;
  throw new TypeError(
    `wasmock: \`clock\` must be "real", a Date or a text such as "2026-01-31T12:00:00Z", not ${shown(clock)}`,
  );
}

/** The text that chance follows from; `undefined` for chance that does not repeat. */
export function seedText(seed) {
  if (seed === undefined) return undefined;
  if (typeof seed === "string" || Number.isFinite(seed)) return String(seed);
  throw new TypeError(`wasmock: \`seed\` must be a number or a text, not ${shown(seed)}`);
}

/** Throws if there is an option of another name. */
export function knownOnly(options, names, where) {
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new TypeError(
    `wasmock: \`${unknown}\` is not an option of ${where}: there are ${names.join(", ")}`,
  );
}

const shown = (value) => (typeof value === "string" ? JSON.stringify(value) : String(value));
