// The Worker's entry: what the platform looks for, handed to the engine (src/adapter/cloudflare.rs).
//
// `cargo xtask build` bundles this file with the engine's glue into build/worker/index.js. The
// mocks file stays outside: wrangler brings it as a text, so changing it needs no build.

import { DurableObject, env } from "cloudflare:workers";
import text from "../../mocks.yml"; // as seen from build/worker/index.js
import pages from "wasmock-pages"; // the files of www/, by their names
import {
  __wbg_reset_state as makeNewInstance,
  __worker_init_state as instanceState,
  fetch,
  scheduler_alarm,
  scheduler_claim,
  scheduler_history,
  scheduler_open,
  scheduler_report,
  scheduler_schedule,
  start,
} from "wasmock-engine";

// Outlives an instance of the engine; the engine writes a newer mocks file into it.
// The local start says what the file is called; a deployed one is mocks.yml.
const host = { name: env.WASMOCK_FILE ?? "mocks.yml", text, pages, env };

// At global scope: compiling the file counts as starting the Worker, not as a request's time.
start(host);

/// Makes the engine anew if a panic has ended its instance, then calls it.
function call(what, ...values) {
  const state = instanceState();
  if (state.criticalError) {
    state.criticalError = false;
    makeNewInstance();
    start(host);
  }
  return what(...values);
}

export default {
  fetch: (request, bindings, context) => call(fetch, request, bindings, context),
};

/// Keeps webhooks until they are delivered. All of its state is in its storage.
export class Scheduler extends DurableObject {
  constructor(context, bindings) {
    super(context, bindings);
    call(scheduler_open, context);
  }

  schedule(planned) {
    return call(scheduler_schedule, this.ctx, planned);
  }

  claim(id) {
    return call(scheduler_claim, this.ctx, id);
  }

  report(id, sending) {
    return call(scheduler_report, this.ctx, id, sending);
  }

  history(query) {
    return call(scheduler_history, this.ctx, query);
  }

  // An alarm that throws is repeated a few times and then never again: so none may, and the next
  // is set whatever happens.
  async alarm() {
    try {
      await call(scheduler_alarm, this.ctx, this.env);
    } catch (error) {
      console.error(`the alarm failed and comes again: ${error}`);
      await this.ctx.storage.setAlarm(Date.now() + 1000);
    }
  }
}
