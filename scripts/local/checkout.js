// Where things lie in this checkout, and where the user stands.

import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The top folder of the checkout. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** A path in the checkout. */
export const inCheckout = (...parts) => join(root, ...parts);

/** A path as the user typed it: npm changes to the checkout, and leaves in INIT_CWD where the user stood. */
export const asTyped = (path) => resolve(process.env.INIT_CWD ?? process.cwd(), path);

/** A file's name in messages: from where the user stands, or whole if it lies elsewhere. */
export const nameOf = (path) => {
  const name = relative(asTyped("."), path);
  return name.startsWith("..") || isAbsolute(name) ? path : name;
};

/** The mocks file that is served when none is named. */
export const defaultMocks = inCheckout("mocks.yml");
