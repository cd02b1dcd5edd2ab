// `wasmock/worker`: a mocks file as a Cloudflare Worker.

/** What `serve` is told besides the mocks file. */
export interface ServeOptions {
  /** What the file is called where its mistakes are drawn. Default: `mocks.yml`. */
  name?: string;
}

/** What the platform tells of a request besides the request: of that, what is used here. */
export interface WorkerContext {
  waitUntil(promise: Promise<unknown>): void;
}

/** The Worker: the default export of its module. */
export interface MockWorker {
  fetch(request: Request, env: unknown, context: WorkerContext): Promise<Response>;
}

/**
 * The Worker that answers by a mocks file, given as its text. Call it once, where the module
 * stands: the file is compiled then, and no request pays for it.
 *
 * ```js
 * import mocks from "./mocks.yml";
 * import { serve, Scheduler } from "wasmock/worker";
 *
 * export { Scheduler };
 * export default serve(mocks);
 * ```
 *
 * A wrong file throws nothing: its mistakes are drawn in the log and answered with status 500.
 */
export function serve(mocks: string, options?: ServeOptions): MockWorker;

/**
 * The Durable Object that keeps webhooks until they are delivered, and then their history. Export
 * it from the Worker's module; wrangler.toml binds it as `SCHEDULER`, with SQLite.
 */
export class Scheduler {
  constructor(context: unknown, bindings: unknown);
  /** Called by the Worker. */
  schedule(planned: string): Promise<void>;
  /** Called by the Worker. */
  claim(id: string): Promise<boolean>;
  /** Called by the Worker. */
  report(id: string, sending: string): Promise<void>;
  /** Called by the Worker. */
  history(query: string): string;
  /** Called by the platform when a webhook is due. */
  alarm(): Promise<void>;
}
