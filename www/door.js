// Who may see the data: the token, and what is shown without it.

import { ask } from "./ask.js";
import { by, note } from "./nodes.js";

/** Where the token is kept in this tab. */
const TOKEN = "wasmock-token";

/** The server answered that it will not give data; `path` is the part of the page that says so. */
export class Refused extends Error {
  constructor(path, status, answer) {
    super(`${answer?.error ?? "no reason given"} (${status})`);
    Object.assign(this, { path, status, code: answer?.code, drawing: answer?.drawing });
  }
}

/**
 * Asks for what may want the token: `endpoints`, `webhooks`, `requests` or `inbox`, each of which is a
 * `part` of the page, or for what belongs to one.
 */
export async function data(path, query = "", part = path) {
  const { status, body } = await ask(path + query, credentials());
  if (status !== 200) throw new Refused(part, status, body);
  note(`${part}-fault`);
  return body;
}

/** Has the server change something, which may want the token too. */
export async function change(path) {
  const { status, body } = await ask(path, credentials(), "POST");
  if (status >= 300) throw new Refused(path, status, body);
}

function credentials() {
  const token = sessionStorage.getItem(TOKEN);
  return token ? { authorization: `Bearer ${token}` } : {};
}

/** `open`, `locked` (a token is wanted) or `shut` (none is set). */
let door = "open";

/** Whether the data is to be had, as far as is known. */
export const isOpen = () => door === "open";

/** Shows the data, or what stands before it. */
export function showDoor(state) {
  door = state;
  by("locked").hidden = state !== "locked";
  by("shut").hidden = state !== "shut";
  by("data").hidden = state !== "open";
}

/** Says that data was refused, and what to do. */
export function refuse(refusal) {
  if (refusal.status === 401) return lock();
  if (refusal.code === "no-token") return showDoor("shut");
  showDoor("open");
  note(`${refusal.path}-fault`, `Not to be had: ${refusal.message}`);
}

function lock() {
  note("token-fault", sessionStorage.getItem(TOKEN) ? "That is not the token." : "");
  sessionStorage.removeItem(TOKEN);
  showDoor("locked");
  by("token").focus();
}

/** Takes the token that was typed, to be tried next; `false` if it can't be one. */
export function unlock() {
  const token = by("token").value.trim();
  const isFit = /^[\x21-\x7e]+$/.test(token); // else it can't be sent in a header
  if (!isFit) {
    note("token-fault", "A token is made of letters, digits and signs of ASCII.");
    return false;
  }
  sessionStorage.setItem(TOKEN, token);
  by("token").value = "";
  door = "open";
  return true;
}
