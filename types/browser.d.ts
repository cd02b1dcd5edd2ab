// `wasmock/browser`: the requests of a page answered by a service worker.

import { Mocks, RequestEvent, Time, WebhookEvent } from "./mock.cjs";
import { BrowserRequests, CaughtRequest } from "./requests.cjs";
import { BrowserWebhooks } from "./webhooks.cjs";

export { ConditionError, Diagnostic, MocksError } from "./diagnostics.cjs";
export { Mocks, RequestEvent, Time, WebhookEvent } from "./mock.cjs";
export * from "./mocks.cjs";
export {
  BrowserRequests,
  CaughtRequest,
  MockedRequest,
  ReceivedRequest,
  RequestFilter,
  RequestPage,
  RequestSignature,
  RequestsWaited,
  RequestWait,
} from "./requests.cjs";
export {
  BrowserWebhooks,
  EndpointName,
  Webhook,
  WebhookFilter,
  WebhookState,
  WebhooksWaited,
  WebhookTry,
  WebhookWait,
} from "./webhooks.cjs";

/** The version of wasmock. The service worker's file must be of the same. */
export const version: string;

/**
 * Mocks as a page gives them: the address of a mocks file, its text in YAML or JSON, a list of
 * items, or one item. A text of one line is an address if it ends in `.yml`, `.yaml` or `.json`, or
 * begins with `/`, `./`, `../`, `http://` or `https://`.
 *
 * ```js
 * await start({ mocks: "/mocks.yml" });
 * await start({ mocks: new URL("./mocks.yml", import.meta.url) });
 * await start({ mocks: "- endpoint: {path: /hello, response: {body: Hello!}}" });
 * await start({ mocks: [{ endpoint: { path: "/hello", response: { body: "Hello!" } } }] });
 * ```
 */
export type BrowserMocks = Mocks | URL;

/** What a request is for, as the browser says it (`request.destination`). */
export type Destination =
  | "audio"
  | "audioworklet"
  | "document"
  | "embed"
  | "font"
  | "frame"
  | "iframe"
  | "image"
  | "json"
  | "manifest"
  | "object"
  | "paintworklet"
  | "report"
  | "script"
  | "sharedworker"
  | "style"
  | "track"
  | "video"
  | "worker"
  | "xslt";

/** The options of `start`. All but `quiet` hold for all mocked pages of the origin: the newest wins. */
export interface StartOptions {
  /** What answers. An address is fetched anew at each `start` and `update`. */
  mocks: BrowserMocks;
  /** What the mocks are called where a mistake is drawn. Default: the path of their address, else `"mocks"`. */
  name?: string | undefined;
  /**
   * The address of the service worker's file, which `npx wasmock init --browser public/` puts in
   * place. Default: `"/wasmock-sw.js"`.
   */
  serviceWorker?: string | URL | undefined;
  /** Which pages the worker may control. Default: those in the folder of its file, and below. */
  scope?: string | undefined;
  /**
   * The origins, besides the page's own, that endpoints without a `host` answer for:
   * `["https://api.example.com"]`. Endpoints with a `host` answer for that host, whatever is given
   * here. Default: none.
   */
  origins?: readonly (string | URL)[] | undefined;
  /**
   * What is mocked besides `fetch`, `XMLHttpRequest`, `EventSource` and `sendBeacon`: images, say, or
   * navigations (`"document"`). Default: nothing.
   */
  destinations?: readonly Destination[] | undefined;
  /**
   * What becomes of a request that no endpoint answers, if it is for the page's origin, one of
   * `origins`, or a host that an endpoint names: it goes on to its server, silently or with a
   * warning in the console, or it fails with an error there. Default: `"bypass"`.
   */
  onUnmatched?: "bypass" | "warn" | "error" | undefined;
  /**
   * The values of secrets (`$env:NAME`) and of the variables that `settings: {env: [NAME]}` lets
   * templates read. They are kept in the browser's database: give no secret that matters.
   * Default: none.
   */
  env?: Readonly<Record<string, string>> | undefined;
  /**
   * All chance follows from it (`uuid`, `random`, ranges of times, the webhooks' ids): after each
   * `start` the same requests in the same order get the same answers. Since the webhooks get the
   * same ids, those of before are forgotten. After an `update`, and after the browser has ended an
   * idle worker, chance goes on otherwise. Default: chance that does not repeat.
   */
  seed?: number | string | undefined;
  /**
   * Has webhooks sent by the page's own server, with its `env`, and without the browser's limits:
   * `true` where the plugin `wasmock/vite` is in use, or the address of a relay on the page's own
   * origin. Default: `false`, the browser sends them.
   */
  relay?: boolean | string | undefined;
  /** Whether this page's console is left alone. Default: `false`. */
  quiet?: boolean | undefined;
}

/** A request that no endpoint answered, told where `onUnmatched` is `"warn"` or `"error"`. */
export interface UnmatchedEvent {
  method: string;
  url: string;
  /** What became of it: it went on to its server, or it failed. */
  policy: "warn" | "error";
}

/** The events of a mocked page, by their names. */
export interface BrowserEvents {
  request: RequestEvent;
  webhook: WebhookEvent;
  unmatched: UnmatchedEvent;
}

/** Time as the mocks of an origin see it. */
export interface BrowserClock {
  /** Now, as templates see it by `now`. */
  now(): Promise<Date>;
  /**
   * Moves the time forward for all pages of the origin, until `reset`. Keeps its promise when all
   * webhooks that came due on the way have been sent, each at its own time, though the browser may end
   * the worker meanwhile. Gives the time that it is then. At most 30 days.
   *
   * ```js
   * await mocking.clock.advance("60s");
   * ```
   */
  advance(time: Time): Promise<Date>;
}

/** The mocking of this page. `start` gives it. */
export interface BrowserMocking {
  /**
   * Takes up other mocks, without a reload and for all mocked pages of the origin. Rejects with a
   * `MocksError`, and the last ones go on, if they are wrong.
   */
  update(mocks: BrowserMocks): Promise<void>;

  /**
   * Ends it: this page's requests go to their servers again. The service worker is unregistered
   * when no page is left that uses it; webhooks that wait are kept, and sent after the next `start`.
   */
  stop(): Promise<void>;

  /** The history of the origin's webhooks, and what waits. */
  readonly webhooks: BrowserWebhooks;

  /** Time as the mocks see it, which a test can move forward. */
  readonly clock: BrowserClock;

  /**
   * Forgets all webhooks of the origin, those that wait too, and all that came in, and sets the clock
   * back to the machine's. What is being sent goes on, but is not noted.
   */
  reset(): Promise<void>;

  /**
   * The journal of the origin: the requests that endpoints answered, of all its mocked pages. The
   * last 1,000 are kept; they outlive the page and the browser.
   *
   * ```js
   * const posted = await mocking.requests.count('method = "POST"');
   * ```
   */
  readonly requests: BrowserRequests;

  /**
   * An inbox of the origin: what mocked pages and webhooks sent to `/__wasmock/inbox/NAME`, and to
   * paths below it.
   */
  inbox(name: string): BrowserRequests<CaughtRequest>;

  /** The names of the inboxes that have caught anything. */
  inboxes(): Promise<string[]>;

  /**
   * Calls a listener at each request of this page that was mocked, or that no endpoint answered
   * (those of its workers and frames are told to all mocked pages), and at each step of the origin's
   * webhooks; gives the function that ends it.
   *
   * ```js
   * mocking.on("request", ({ method, url, status }) => console.log(method, url, status));
   * ```
   */
  on<Kind extends keyof BrowserEvents>(
    kind: Kind,
    listener: (event: BrowserEvents[Kind]) => void,
  ): () => void;
}

/**
 * Has the requests of this page answered by mocks, in a service worker. Keeps its promise when they
 * are; a request that is sent before is not mocked.
 *
 * Rejects with a `MocksError`, whose message is the drawing, if the mocks are wrong: then those
 * that another page started go on. Rejects with an `Error` that says what to do if the service
 * worker can't be registered.
 *
 * ```js
 * import { start } from "wasmock/browser";
 *
 * const mocking = await start({ mocks: "/mocks.yml" });
 * ```
 */
export function start(options: StartOptions): Promise<BrowserMocking>;
