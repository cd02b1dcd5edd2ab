// The modules that the plugin makes up.

import { readFileSync } from "node:fs";

/** What a page imports. */
export const MOCKS = "virtual:wasmock";

/** What that imports in turn: client.js. */
export const CLIENT = "virtual:wasmock/client";

/** A module's id within Vite, as Rollup's convention wants it: no other plugin takes it for a file. */
export const resolved = (id) => `\0${id}`;

/** The code of the module that a page imports. */
export const mocksCode = (given) => `import { start as startBrowser } from "wasmock/browser";
import { connect } from ${JSON.stringify(CLIENT)};

export const start = connect(startBrowser, ${JSON.stringify(given)}, import.meta.hot);
`;

/** The code of client.js, which lies beside this one in the package. */
export const clientCode = () => readFileSync(new URL("./vite-client.js", import.meta.url), "utf8");
