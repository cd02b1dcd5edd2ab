// What runs, and whether its mocks file is right.

import { ask } from "./ask.js";
import { by, say } from "./nodes.js";

/** The last status: `ok`, `error` if the mocks file is wrong, or none. */
let known;

/** Whether the mocks file is wrong. */
export const isWrong = () => known === "error";

/** What is known may have changed: the server was away. */
export function forgetHealth() {
  known = undefined;
}

/** Asks for the server's health, and shows it. */
export async function refreshHealth() {
  const { status, version, endpoints } = (await ask("health")).body;
  say(by("version"), version);
  const count = `${endpoints} ${endpoints === 1 ? "endpoint" : "endpoints"}`;
  say(by("facts"), `${location.origin} · ${count}`);
  if (status === known) return;
  // While the mocks file is wrong, every request is answered with its diagnostics.
  const { diagnostic, error } = status === "error" ? (await ask("/")).body : {};
  say(document.querySelector("#mistakes pre"), diagnostic ?? error ?? "");
  by("mistakes").hidden = status !== "error";
  known = status;
}
