// What a child process has on its terminal.

import { once } from "node:events";
import { stripVTControlCharacters } from "node:util";
import { until } from "./sink.js";

/** Follows a child: `{out(), err(), sees(text), ended}`; `ended` is kept with the exit code. */
export function terminalOf(child) {
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => (out += stripVTControlCharacters(text)));
  child.stderr.setEncoding("utf8").on("data", (text) => (err += stripVTControlCharacters(text)));
  return {
    out: () => out,
    err: () => err,
    /** Waits until a text (or a pattern) is on the terminal; throws what is there instead. */
    sees: async (text) => {
      const isThere = () => (text.exec ? text.test(out + err) : (out + err).includes(text));
      const isSeen = await until(() => isThere() || child.exitCode !== null);
      if (!isSeen || !isThere()) throw new Error(`no ${text} on the terminal:\n${out}\n${err}`);
    },
    ended: once(child, "close").then(([code]) => code),
  };
}
