// The command line of `npm start`.

import { parseArgs } from "node:util";
import { asTyped, defaultMocks } from "./checkout.js";
import { Refusal } from "./refusal.js";

export const usage = `Serves a mocks file on this machine, by the runtime of Cloudflare Workers.

Usage: npm start -- [options]

  --mocks FILE   the mocks file, relative to where you stand (default: mocks.yml of the checkout)
  --port N       the port; 0 takes a free one (default: 8787)
  --host H       the address to listen at (default: 127.0.0.1, this machine only)
  --help         this text

A changed mocks file is taken up without a restart; a wrong one is reported while the last good
one goes on. Webhooks that wait are kept in .wasmock/ of the checkout, for each mocks file apart.

Secrets of webhooks (\`$env:NAME\`) are read from lines NAME=value of a file .dev.vars beside the
mocks file, else in the checkout.
`;

/** `{help}`, or `{mocks, port, host}` with the absolute path of the mocks file. */
export function readOptions(args) {
  const { help, mocks, port, host } = parse(args);
  if (help) return { help };
  return { mocks: mocks === undefined ? defaultMocks : asTyped(mocks), port: readPort(port), host };
}

function parse(args) {
  const options = {
    mocks: { type: "string" },
    port: { type: "string", default: "8787" },
    host: { type: "string", default: "127.0.0.1" },
    help: { type: "boolean", short: "h" },
  };
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw misuse(error.message);
  }
}

function readPort(text) {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Infinity;
  if (port > 65535) throw misuse(`--port wants a number from 0 to 65535, not \`${text}\``);
  return port;
}

/** A command line that cannot be followed. */
const misuse = (reason) => new Refusal(`${reason}\n\n${usage}`, 2);
