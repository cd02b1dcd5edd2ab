// What a page needs to be mocked: the package's files, as a user's site serves them.

import { readFileSync } from "node:fs";
import { inCheckout } from "../../../scripts/local/checkout.js";

const script = (name) => ({
  type: "text/javascript",
  body: readFileSync(inCheckout(`dist/${name}`)),
});

/** The path of a page that no case asks for. */
export const PAGE = "/wasmock-test/";

/** A page, the page's side as a module, and the worker. */
export const files = () => ({
  [PAGE]: {
    type: "text/html",
    body: '<!doctype html><title>test</title><link rel="icon" href="data:,">',
  },
  "/wasmock-test/browser.js": script("browser.js"),
  "/wasmock-sw.js": script("sw.js"),
});

/** Runs in the page: `start`, whose handle is kept as `mocking`; gives the drawing of wrong mocks. */
export async function startInPage(options) {
  const { MocksError, start } = await import("/wasmock-test/browser.js");
  try {
    globalThis.mocking = await start(options);
  } catch (error) {
    if (error instanceof MocksError) return error.drawing;
    throw error;
  }
  return undefined;
}
