// What came in: the requests that mocks answered, and those that inboxes caught.

import { Time } from "./mock.cjs";
import { EndpointName } from "./webhooks.cjs";

/** A request that came in. Secrets are shown as `***`. */
export interface ReceivedRequest {
  /** Grows with each request. */
  number: number;
  /** When it came: `"2026-11-21T10:00:00.000Z"`. */
  at: string;
  /** In upper case. */
  method: string;
  url: string;
  /** Header fields by name, in lower case; those given several times are joined with `, `. */
  headers: Record<string, string>;
  /** The first 64 KiB of the body as text; `null` if it has none. */
  body: string | null;
  /** How long the body was, in bytes. */
  bodyBytes: number;
}

/** A request to the mocks, as the journal shows it. */
export interface MockedRequest extends ReceivedRequest {
  /** The endpoint that answered; `null` where the engine did, as with a 404. */
  endpoint: EndpointName | null;
  /** The status of the answer. */
  status: number;
  /** Why `verify` refused it; `null` where it did not. */
  refusal: string | null;
}

/** Whether the signature of a request held, by the keys that the mocks sign and verify with. */
export interface RequestSignature {
  /** `"hmac-sha256"`, for example. */
  scheme: string;
  held: boolean;
  /** The secret by which it held, or the key's id; `null` if it has no name, or none held. */
  key: string | null;
  /** Why it did not hold; `null` if it did. */
  reason: string | null;
}

/** A request that an inbox caught. */
export interface CaughtRequest extends ReceivedRequest {
  /** What its signature came to; `null` where it has none. */
  signature: RequestSignature | null;
}

/** Which requests are asked for. */
export interface RequestPage {
  /** At most so many. Default: all that are kept. */
  limit?: number | undefined;
  /** Only those older than the one of this number. */
  after?: number | undefined;
}

/** Which requests are asked for: those that a condition holds for. */
export interface RequestFilter extends RequestPage {
  /** `'method = "POST" and json-params.total > 100'`. Default: all. */
  if?: string | undefined;
}

/** What is waited for. */
export interface RequestWait {
  /** Requests that this condition holds for. Default: all. */
  if?: string | undefined;
  /** So many of them, those that came before among them. Default: 1. */
  count?: number | undefined;
  /** How long, in real time, with a unit: `"500ms"`, `"5s"`. Default: `"10s"`. */
  timeout?: Time | undefined;
}

/** How a wait ended. */
export interface RequestsWaited {
  /** How many there are. */
  count: number;
  /** Whether those are as many as were waited for. */
  reached: boolean;
}

/**
 * The requests of the journal, of which the last 1,000 are kept, or those of an inbox, of which 200
 * are. A wrong condition throws a `ConditionError`.
 */
export interface Requests<Kind = MockedRequest> {
  /**
   * The requests, newest first.
   *
   * ```js
   * const [last] = mock.requests.list({ limit: 1 });
   * ```
   */
  list(filter?: RequestFilter): Kind[];
  /**
   * Those that a condition holds for, newest first.
   *
   * ```js
   * const [order] = mock.requests.find('path = "/orders" and json-params.total > 100');
   * ```
   */
  find(condition: string, page?: RequestPage): Kind[];
  /** How many there are that a condition holds for; without one, all. */
  count(condition?: string): number;
  /**
   * Waits until there are so many. It never rejects for being too late: `reached` is `false` then.
   *
   * ```js
   * const { reached } = await mock.requests.wait({ if: 'path = "/paid"', timeout: "5s" });
   * ```
   */
  wait(asked?: RequestWait): Promise<RequestsWaited>;
  /** Forgets them. */
  clear(): void;
}

/** The same where a service worker keeps them. */
export interface BrowserRequests<Kind = MockedRequest> {
  /** The requests, newest first. */
  list(filter?: RequestFilter): Promise<Kind[]>;
  /** Those that a condition holds for, newest first. */
  find(condition: string, page?: RequestPage): Promise<Kind[]>;
  /** How many there are that a condition holds for; without one, all. */
  count(condition?: string): Promise<number>;
  /** Waits until there are so many. It never rejects for being too late: `reached` is `false` then. */
  wait(asked?: RequestWait): Promise<RequestsWaited>;
  /** Forgets them. */
  clear(): Promise<void>;
}
