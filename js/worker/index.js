// `wasmock/worker`: a mocks file as a Cloudflare Worker. What the platform looks for is handed to
// the engine (src/adapter/cloudflare.rs).
//
// `cargo xtask build` bundles this folder with the engine's glue into build/worker/index.js, and
// keeps of the wasm what these files name.

import { env } from "cloudflare:workers";
import { fetch } from "wasmock-engine";
import pages from "wasmock-pages"; // the files of www/, by their names
import { advance, replay, reset } from "./commands.js";
import { begin, call, isBegun } from "./engine.js";
import { mergedHistory } from "./history.js";
import { askRequests, catchRequest, inboxes, noteRequest, waitForWebhooks } from "./journal.js";
import { readUrl, takeTurn } from "./outbound.js";
import { shardOf } from "./shards.js";
import { find, judge, publicKeyText, sign, unusableKeys } from "./signatures.js";

export { Scheduler } from "./scheduler.js";

/**
 * The Worker that answers by a mocks file, given as its text: what a module of the Worker exports
 * by default. To be called at global scope, once: compiling the file counts as starting the Worker
 * then, not as a request's time. `name` is what the file is called where its mistakes are drawn.
 */
export function serve(mocks, { name = "mocks.yml" } = {}) {
  needText(mocks);
  if (isBegun())
    throw new Error("wasmock: `serve` was called twice: a Worker serves one mocks file");
  // A local start says what the file is really called.
  const file = { name: env.WASMOCK_FILE ?? name, text: mocks };
  const signatures = { sign, find, judge, publicKeyText, unusableKeys };
  const journal = { noteRequest, catchRequest, askRequests, inboxes, waitForWebhooks };
  const webhooks = { shardOf, mergedHistory, readUrl, takeTurn };
  const commands = { replay, advance, reset };
  begin({ ...file, pages, env, ...webhooks, ...commands, ...signatures, ...journal });
  return {
    fetch: (request, bindings, context) => call(fetch, request, bindings, context),
  };
}

function needText(mocks) {
  if (typeof mocks === "string") return;
  throw new TypeError(
    "wasmock: `serve` wants the text of a mocks file. With " +
      '`rules = [{ type = "Text", globs = ["**/*.yml"], fallthrough = true }]` in wrangler.toml, ' +
      '`import mocks from "./mocks.yml"` gives it.',
  );
}
