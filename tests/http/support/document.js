// The examples of a document.

import { readFile } from "node:fs/promises";
import { inCheckout } from "../../../scripts/local/checkout.js";

/** The files of a document: a line begins with the name in backquotes, the text follows as a block. */
export async function filesOf(document) {
  const text = await readFile(inCheckout(document), "utf8");
  const found = text.matchAll(/^`([\w.]+)`.*\n\n```\w+\n([^]*?)^```$/gm);
  return Object.fromEntries([...found].map(([, name, code]) => [name, code]));
}
