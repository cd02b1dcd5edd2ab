// A mocks file served and followed until the user ends it: the whole of `npm start` after its options.

import { banner, gone, notReloaded, reloaded } from "../../js/node/cli/banner.js";
import { watchText } from "../../js/node/watch.js";
import { nameOf } from "./checkout.js";
import { needRight, readMocks } from "./mocks.js";
import { needFreePort } from "./port.js";
import { Refusal } from "./refusal.js";
import { readSecrets } from "./secrets.js";
import { serve } from "./serve.js";
import { claim, storageOf } from "./storage.js";
import { isColoured, isNoise, shown } from "./terminal.js";

/** Serves a mocks file at a port of a host; settles when the user ends it. */
export async function launch({ mocks, host, port }) {
  const text = await readMocks(mocks);
  await needRight(mocks, text);
  const folder = storageOf(mocks);
  const { tell, release, holder } = await claim(folder);
  if (!release) throw new Refusal(alreadyServed(mocks, holder));
  await needFreePort(host, port);
  const vars = { ...readSecrets(mocks), WASMOCK_LOCAL: "1", WASMOCK_FILE: nameOf(mocks) };
  const server = await serve({ mocks: text, folder, host, port, vars, onLine: print });
  const ended = ending(server); // from here on Ctrl-C ends all of it, also while the banner is made
  tell(server.url);
  const { body: health } = await server.ask("GET", "health");
  const served = { endpointCount: health.endpoints };
  console.log(banner(nameOf(mocks), served, { url: server.url, isLocal: true, isWatched: true }));
  const unwatch = watchText(mocks, text, (changed) =>
    takeUp(server, mocks, changed).catch((error) => console.error(error.message)),
  );
  await ended;
  unwatch();
  await server.end();
  release();
}

const alreadyServed = (mocks, holder) =>
  `${nameOf(mocks)} is already served${holder && ` at ${holder}`} by another \`npm start\`: one at a time, since they would share the webhooks that wait.`;

function print(line, isError) {
  if (isError) return isNoise(line) || console.error(line);
  console.log(shown(line, new Date(), isColoured(process.stdout)));
}

/** A changed file: the running Worker checks it and goes on with it, or with the last good one. */
async function takeUp(server, mocks, text) {
  const name = nameOf(mocks);
  if (text === undefined) return console.error(gone(name));
  const { status, body } = await server.ask("PUT", `mocks?name=${encodeURIComponent(name)}`, text);
  if (status === 200) return console.log(reloaded(name, { endpointCount: body.endpoints }));
  console.error(notReloaded(name, body.drawing ?? body.error));
}

/** Settles when the user ends us, or workerd ends by itself, which is an error. */
async function ending(server) {
  const signalled = new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => resolve(true));
  });
  if (await Promise.race([signalled, server.ended.then(() => false)])) return;
  console.error("workerd ended by itself; start again. Webhooks that wait are kept.");
  process.exitCode = 1;
}
