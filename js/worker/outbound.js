// Where a deployed Worker sends webhooks, as far as only the platform can tell: how it reads a URL,
// and how much went to a host. The engine judges (src/outbound.rs).

import { shardOf } from "./shards.js";

/** How many webhooks go to one host within `WINDOW_MS`. */
const MOST = 60;
const WINDOW_MS = 60_000;

/** How often an object is asked before it is given up. */
const CALLS = 3;

export const SENDS = `
  CREATE TABLE IF NOT EXISTS sends (
    host TEXT PRIMARY KEY,
    times TEXT NOT NULL,
    last INTEGER NOT NULL
  ) WITHOUT ROWID`;

/**
 * `[href, hostname]` of a URL as the platform reads it: what is judged is what is called. Nothing if
 * it is no URL of HTTP.
 */
export function readUrl(url) {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href, hostname } = new URL(url);
  return protocol === "http:" || protocol === "https:" ? [href, hostname] : undefined;
}

/**
 * Whether one more webhook may go to a host. One object counts for each host, whichever objects
 * send. Throws if that can't be asked.
 */
export async function takeTurn(bindings, host) {
  const name = host.replace(/\.+$/, "");
  for (let calls = 1; ; calls += 1) {
    try {
      return await shardOf(bindings, name).takeTurn(name);
    } catch (error) {
      if (calls === CALLS) throw error;
    }
  }
}

/** The same in the object that counts, in that table. Let go is what lies behind, of every host. */
export function takeTurnInTable(query, host, nowMs) {
  query("DELETE FROM sends WHERE last <= ?", nowMs - WINDOW_MS);
  const [known] = query("SELECT times FROM sends WHERE host = ?", host);
  const times = JSON.parse(known?.times ?? "[]").filter((time) => time > nowMs - WINDOW_MS);
  if (times.length >= MOST) return false;
  const now = JSON.stringify([...times, nowMs]);
  query("INSERT OR REPLACE INTO sends (host, times, last) VALUES (?, ?, ?)", host, now, nowMs);
  return true;
}
