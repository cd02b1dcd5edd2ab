// Names for what belongs to a file and lies elsewhere.

import { createHash } from "node:crypto";
import { basename } from "node:path";

/** A name for what belongs to a file, by its absolute path: the file's own to recognise, and a hash to tell apart. */
export const distinctName = (path) => `${basename(path).replace(/[^\w.-]+/g, "-")}-${digest(path)}`;

/** A short hash of a text. */
export const digest = (text) => createHash("sha256").update(text).digest("hex").slice(0, 10);
