// What the terminal shows: a line for each request and webhook, with the time of day.

const CODES = { red: 31, green: 32, yellow: 33, cyan: 36, dim: 2 };

/** Whether a stream takes colours. */
export const isColoured = (stream) => stream.isTTY === true && !process.env.NO_COLOR;

/** A text in a colour, where colours are wanted. */
const painted = (text, colour, coloured) =>
  coloured && colour ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text;

/** The line of a request or a webhook as the terminal shows it. */
export function shown(line, now, coloured) {
  const time = painted(now.toTimeString().slice(0, 8), "dim", coloured);
  return `${time} ${painted(line, colourOf(line), coloured)}`;
}

/** The colour of a request's line goes by its status, of a webhook's by its state. */
export function colourOf(line) {
  const status = /^[A-Z]+ \S+ {2}(\d)\d\d\b/.exec(line)?.[1];
  if (status) return { 2: "green", 3: "cyan" }[status] ?? (status === "5" ? "red" : "yellow");
  const state = /^webhook .*\b(planned|sent|failed|skipped)\b/.exec(line)?.[1];
  return { planned: "dim", sent: "green", failed: "red", skipped: "dim" }[state];
}
