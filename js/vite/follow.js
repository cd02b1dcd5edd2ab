// The mocks file followed while the development server runs: a change goes to the pages, without a
// reload, and to the terminal.

import { watchText } from "../node/watch.js";
import { MOCKS, resolved } from "./virtual.js";

/** Told to the pages when the file changed. */
const CHANGED = "wasmock:mocks";

/** Told by a page that was loaded: the id of the state that came with it. */
const LOADED = "wasmock:loaded";

/** Tells of the file and its changes until the function that it gives is called. */
export function follow(file, server) {
  const { logger } = server.config;
  say(logger, file);
  server.ws.on(LOADED, (id, page) => {
    // It changed between the loading of the page and its connection.
    if (id !== file.state.id) page.send(CHANGED, file.state);
  });
  return watchText(file.path, file.text, (text) => {
    const before = file.state.id;
    file.takeUp(text);
    if (file.state.id === before) return;
    forgetModule(server);
    server.ws.send(CHANGED, file.state);
    say(logger, file, "taken up");
  });
}

/** A page that is loaded from now on gets the new text. */
function forgetModule({ environments }) {
  for (const { moduleGraph } of Object.values(environments)) {
    const module = moduleGraph.getModuleById(resolved(MOCKS));
    if (module) moduleGraph.invalidateModule(module);
  }
}

function say(logger, file, news) {
  if (file.problem) return logger.error(`wasmock: ${file.problem.message}`, { timestamp: true });
  if (news) logger.info(`wasmock: ${news} ${file.name}`, { timestamp: true });
  const { warnings } = file.newest;
  if (warnings) logger.warn(`wasmock:\n${warnings.trimEnd()}`, { timestamp: true });
}
