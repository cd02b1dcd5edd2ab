// The engine in the Worker: started with a mocks file, and made anew where a panic has ended its instance.

import {
  __wbg_reset_state as makeNewInstance,
  __worker_init_state as instanceState,
  start,
} from "wasmock-engine";
import { tellEngine } from "./clock.js";

/** What the engine asks of us, and the mocks file, into which it writes a newer one: it outlives an instance. */
let host;

/** Whether there is a mocks file. */
export const isBegun = () => host !== undefined;

/** Starts the engine with a mocks file; `given` is the `Host` of src/adapter/cloudflare/host.rs. */
export function begin(given) {
  host = given;
  start(host);
}

/** Calls a function of the engine, which is made anew if a panic has ended its instance. */
export function call(what, ...values) {
  const state = instanceState();
  if (state.criticalError) {
    state.criticalError = false;
    makeNewInstance();
    start(host);
    tellEngine();
  }
  return what(...values);
}
