// `wasmock serve`: a mocks file over HTTP.

import pages from "wasmock-pages"; // the files of www/, by their names
import { pageResponse } from "../../core/engine.js";
import { Mock } from "../../mock/mock.js";
import { MemoryStore } from "../../webhooks/memory.js";
import { isLoopback } from "../loopback.js";
import { listenAt, readPort } from "./address.js";
import { misuse } from "./arguments.js";
import { banner, gone, notReloaded, reloaded } from "./banner.js";
import { needRight, readMocks, STDIN } from "./mocks.js";
import { openStore } from "./state.js";
import { isColoured, shown } from "./terminal.js";
import { watchText } from "../watch.js";

export const serve = {
  name: "serve",
  summary: "serves a mocks file over HTTP",
  files: 1,
  options: {
    port: { type: "string", default: "8787" },
    host: { type: "string", default: "127.0.0.1" },
    watch: { type: "boolean" },
    "no-watch": { type: "boolean" },
    state: { type: "string", default: ".wasmock" },
    seed: { type: "string" },
  },
  help: `Serves a mocks file over HTTP, with a line for each request and each webhook.

Usage: wasmock serve [FILE] [options]

  FILE         the mocks file (default: mocks.yml)
  --port N     the port; 0 takes a free one (default: 8787)
  --host H     the address to listen at (default: 127.0.0.1, this machine only)
  --watch      take up each change of the file without a restart (the default)
  --no-watch   leave the file as it was at the start
  --state DIR  where webhooks that wait are kept, for each mocks file apart (default: .wasmock)
  --seed S     the text that all chance follows from: the same answers, and the same ids of
               webhooks, at every start; so the webhooks of an earlier one are not kept
  -h, --help   this text

While a changed file is wrong, its mistakes are shown and the last good one goes on. The page under
/__wasmock/ shows the endpoints and what became of the webhooks. Where others can reach the address,
what it lists wants the token WASMOCK_TOKEN. Secrets of webhooks (\`$env:NAME\`) and WASMOCK_TOKEN are
variables of the environment.
`,
  run: ({ values, files: [file = "mocks.yml"] }) => {
    if (file === STDIN) throw misuse(serve, "`wasmock serve` wants the name of a file");
    const isWatched = values["no-watch"] !== true;
    return start(file, { ...values, isWatched, port: readPort(serve, values.port) });
  },
};

/** Serves until the user ends it. The port is taken first: who can't serve sends no webhook either. */
async function start(file, { host, port, state, seed, isWatched }) {
  const source = readMocks(file);
  needRight(source);
  const ended = ending(); // before anyone is told that we run
  const server = await listenAt((head, body) => mock.answer(head, body), { host, port });
  const isLocal = isLoopback(server.address);
  const store = await openOrClose(server, () => storeFor(state, file, seed));
  const { env } = process;
  const mock = new Mock(source, { read, store, seed, isLocal, page, env, secretHint });
  for (const kind of ["request", "webhook"]) mock.on(kind, print);
  const hasToken = Boolean(process.env.WASMOCK_TOKEN);
  console.log(banner(file, mock, { url: server.url, isLocal, isWatched, hasToken }));
  warn(mock);
  if (isWatched) watchText(file, source.text, (text) => takeUp(mock, file, text));
  await ended;
  // What is being sent is not waited for: its row says so, and the next start sends it again.
  store.close?.();
  process.exit(0);
}

/** With a seed each start gives its webhooks the same ids again, which must meet no earlier ones. */
const storeFor = (state, file, seed) =>
  seed === undefined ? openStore(state, file) : new MemoryStore();

async function openOrClose(server, open) {
  try {
    return open();
  } catch (error) {
    await server.close();
    throw error;
  }
}

const read = (source) => source;

const page = (name) => pageResponse(name, Object.hasOwn(pages, name) ? pages[name] : undefined);

const print = ({ line }) => console.log(shown(line, new Date(), isColoured(process.stdout)));

const secretHint = (name) => `set the environment's variable: \`${name}=... wasmock serve\``;

const warn = ({ warnings }) => warnings && console.error(warnings.trimEnd());

/** A changed file: it is served from now on, or the last good one goes on. */
function takeUp(mock, file, text) {
  if (text === undefined) return console.error(gone(file));
  try {
    mock.update({ name: file, text });
  } catch (error) {
    if (error.drawing === undefined) throw error;
    return console.error(notReloaded(file, error.drawing));
  }
  console.log(reloaded(file, mock));
  warn(mock);
}

/** Settles when the user ends us. */
const ending = () =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, resolve);
  });
