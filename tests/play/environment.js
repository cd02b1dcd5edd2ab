// The environment of a program that a test starts, and whose words it reads.

/** What asks for colours, as `npm test` in a terminal does of its runners; and what has Node do more than it is told. */
const LEFT_OUT = ["FORCE_COLOR", "NODE_OPTIONS"];

/** These variables without those, and without colours. */
export function plain(variables = process.env) {
  const kept = Object.entries(variables).filter(([name]) => !LEFT_OUT.includes(name));
  return { ...Object.fromEntries(kept), NO_COLOR: "1" };
}
