// A mock API.

/// <reference lib="esnext.disposable" />

import { CaughtRequest, Requests } from "./requests.cjs";
import { EndpointName, Webhooks, WebhookState } from "./webhooks.cjs";
import { MocksItem } from "./mocks.cjs";

/**
 * Mocks as they are given: a mocks file's text in YAML or JSON, a list of items, or one item.
 *
 * ```js
 * createMock("- endpoint: {path: /hello, response: {body: Hello!}}");
 * createMock([{ endpoint: { path: "/hello", response: { body: "Hello!" } } }]);
 * ```
 */
export type Mocks = string | MocksItem | readonly MocksItem[];

/** A time with its unit: `"500ms"`, `"60s"`, `"1.5h"`. */
export type Time = `${number}${"ms" | "s" | "m" | "h" | "d"}`;

/** The options of `createMock`. */
export interface MockOptions {
  /** What the mocks are called where a mistake is drawn. Default: the file's name, else `"mocks"`. */
  name?: string | undefined;
  /**
   * The values of secrets (`$env:NAME`) and of the variables that `settings: {env: [NAME]}` lets
   * templates read. Default: none. In Node, `env: process.env` gives it the environment.
   */
  env?: Readonly<Record<string, string | undefined>> | undefined;
  /**
   * All chance follows from it (`uuid`, `random`, ranges of times, the webhooks' ids): the same
   * requests in the same order get the same answers. Default: chance that does not repeat.
   */
  seed?: number | string | undefined;
  /**
   * The time that the mocks see. `"real"`: the machine's. Else the clock stands still at this
   * instant, latencies take no time, and only `clock.advance` moves it on. A text needs its zone:
   * `"2026-01-31T12:00:00Z"`. Default: `"real"`.
   */
  clock?: "real" | Date | (string & {}) | undefined;
  /**
   * Sends the webhooks. Default: the platform's `fetch` as it was when wasmock was loaded, so a
   * mocked `globalThis.fetch` never gets them.
   */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
}

/** What `mock.install` is told. */
export interface InstallOptions {
  /**
   * The origins that endpoints without a `host` answer for: `["https://api.example.com"]`.
   * Default: all. Endpoints with a `host` answer for that host, whatever is given here.
   */
  origins?: readonly (string | URL)[] | undefined;
  /**
   * What becomes of a request that no endpoint answers: it goes on to its server, silently or
   * with a warning in the console, or `fetch` rejects. Default: `"bypass"`.
   */
  onUnmatched?: "bypass" | "warn" | "error" | undefined;
}

/** A request that was answered. */
export interface RequestEvent {
  method: string;
  url: string;
  status: number;
  /** The endpoint that answered; `null` where the engine did, as with a 404. */
  endpoint: EndpointName | null;
  /** How long it took, with its latency, in milliseconds. */
  ms: number;
  /** The same for a person to read, as `wasmock serve` prints it. */
  line: string;
  /** Why `verify` refused it, for whoever runs the mocks; `null` where it did not. */
  refusal: string | null;
}

/** Something that happened to a webhook: it was planned, skipped, sent, or it failed. */
export interface WebhookEvent {
  id: string;
  name: string;
  state: WebhookState;
  /** The same for a person to read, as `wasmock serve` prints it. */
  line: string;
}

/** The events of a mock, by their names. */
export interface MockEvents {
  request: RequestEvent;
  webhook: WebhookEvent;
}

/** Time as the mocks see it. */
export interface Clock {
  now(): Date;
  /**
   * Moves the time forward, and keeps its promise when all webhooks that came due on the way have
   * been sent, each at its own time, and tried again as their `retry` says. Gives the time that it is
   * then. At most 30 days.
   *
   * ```js
   * await mock.clock.advance("60s");
   * ```
   */
  advance(time: Time): Promise<Date>;
}

/** A mock API: mocks that answer requests and send webhooks. `createMock` makes one. */
export interface Mock extends AsyncDisposable {
  /**
   * Answers as a server does: 404 where no endpoint answers. Takes what the platform's `fetch`
   * takes, and a bare path, which stands for `http://localhost` and that path.
   *
   * ```js
   * const response = await mock.fetch("/orders", { method: "POST", body: '{"total": 120.5}' });
   * ```
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;

  /**
   * Answers `globalThis.fetch` where an endpoint does, and lets other requests go on to their
   * servers. Gives the function that ends it; `close` ends it too.
   */
  install(options?: InstallOptions): () => void;

  /**
   * Calls a listener at each event; gives the function that ends it.
   *
   * ```js
   * mock.on("request", ({ line }) => console.log(line));
   * ```
   */
  on<Kind extends keyof MockEvents>(
    kind: Kind,
    listener: (event: MockEvents[Kind]) => void,
  ): () => void;

  /** The webhooks: what waits, and what came of the others. */
  readonly webhooks: Webhooks;

  /** The journal: the requests that came in. */
  readonly requests: Requests;

  /**
   * An inbox: what was sent to `/__wasmock/inbox/NAME`, and to paths below it. A webhook of the mocks
   * may go there: `url: /__wasmock/inbox/paid`.
   */
  inbox(name: string): Requests<CaughtRequest>;

  /** The names of the inboxes that have caught anything. */
  inboxes(): string[];

  /** Time as the mocks see it, which a test can move forward. */
  readonly clock: Clock;

  /**
   * Forgets all webhooks, those that wait too, and all that came in, and sets the clock back to where
   * it was before anyone advanced it. What is being sent goes on, but is not noted. The mocks stay,
   * and chance and sequences go on, so no id comes again.
   *
   * ```js
   * afterEach(() => mock.reset());
   * ```
   */
  reset(): Promise<void>;

  /** What the author of the mocks should look at, drawn; empty if there is nothing. */
  readonly warnings: string;

  /** How many endpoints there are. */
  readonly endpointCount: number;

  /** Takes up other mocks; throws a `MocksError` and keeps the last ones if they are wrong. */
  update(mocks: Mocks): void;

  /** Ends it: `fetch` is restored, servers are closed, and no webhook is sent any more. */
  close(): Promise<void>;
}
