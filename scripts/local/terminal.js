// What the terminal shows: as `wasmock serve` does, and without what workerd says to itself.

export { colourOf, isColoured, shown } from "../../js/node/cli/terminal.js";

/** Whether a line of the error output is workerd talking to itself. */
export const isNoise = (line) =>
  /^(workerd|kj)\/\S+:\d+: (info|debug|warning): /.test(line) || /^stack: /.test(line);
