// The pages of the project.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { inCheckout } from "../../../scripts/local/checkout.js";

/** The Markdown files in a folder of the checkout, and below `docs`. */
export const markdownIn = (folder) =>
  readdirSync(inCheckout(folder), { recursive: folder === "docs" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));

/** All that a reader of the project may come upon. */
export const pages = [".", "docs", "tests/cases"].flatMap(markdownIn);
