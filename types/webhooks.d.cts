// The webhooks of a mock: what waits, and what came of the others.

import { Time } from "./mock.cjs";

/**
 * What became of a webhook: it waits for its time or its next try, its condition did not hold, it
 * was sent and answered with a 2xx, or anything else happened.
 */
export type WebhookState = "scheduled" | "skipped" | "sent" | "failed";

/** A webhook as the history shows it. Secrets are shown as `***`. */
export interface Webhook {
  /** What the target receives as `webhook-id`. */
  id: string;
  /** Its `name` in the mocks, or the endpoint's path. */
  name: string;
  /** The endpoint that it belongs to. */
  endpoint: EndpointName;
  state: WebhookState;
  /** Why it is in that state, where that needs words; else `null`. */
  reason: string | null;
  method: string;
  url: string;
  /** Header fields by name; those given several times are joined with `, `. */
  headers: Record<string, string>;
  /** The first 64 KiB of the body; `null` if it has none. */
  body: string | null;
  /** When the request was answered: `"2026-11-21T10:00:00.000Z"`. */
  scheduledAt: string;
  /** When its next try is due, or when its last was. */
  dueAt: string;
  /** What came of each time that it was sent. */
  tries: WebhookTry[];
}

/** One time that a webhook was sent. */
export interface WebhookTry {
  /** When: `"2026-11-21T10:00:05.004Z"`. */
  at: string;
  /** The status of the target's answer; `null` if there was none. */
  status: number | null;
  /** Why there was no answer; `null` if there was one. */
  error: string | null;
  /** How long it took, in milliseconds. */
  ms: number;
}

/** An endpoint as its author wrote it: `{ method: "POST", path: "/orders/:id" }`. */
export interface EndpointName {
  method: string;
  path: string;
}

/** Which webhooks are asked for: those that fit all that is given. */
export interface WebhookFilter {
  state?: WebhookState | undefined;
  name?: string | undefined;
  id?: string | undefined;
  /** At most so many, 1 to 1,000. Default: all that there are. */
  limit?: number | undefined;
  /** Only those older than the one with this id, as long as that is kept. */
  after?: string | undefined;
}

/** Which webhooks are waited for. */
export interface WebhookWait {
  state?: WebhookState | undefined;
  name?: string | undefined;
  id?: string | undefined;
  /** So many of them, 1 to 1,000. Default: 1. */
  count?: number | undefined;
  /** How long, in real time, with a unit: `"500ms"`, `"5s"`. Default: `"10s"`. */
  timeout?: Time | undefined;
}

/** How a wait ended. */
export interface WebhooksWaited {
  /** How many there are, up to those that were waited for. */
  count: number;
  /** Whether those are as many as were waited for. */
  reached: boolean;
}

/** The history of a mock's webhooks. */
export interface Webhooks {
  /**
   * The webhooks, newest first. All that wait are kept, and of the others the 10,000 that finished
   * last, for 7 days.
   *
   * ```js
   * await mock.clock.advance("60s");
   * const [paid] = mock.webhooks.list({ name: "paid", state: "sent" });
   * assert.deepEqual(JSON.parse(paid.body), { order: 7 });
   * ```
   */
  list(filter?: WebhookFilter): Webhook[];
  /**
   * Waits, in real time, until there are so many that fit all that is given, those of before among
   * them. It never rejects for being too late: `reached` is `false` then.
   *
   * ```js
   * const { reached } = await mock.webhooks.wait({ name: "paid", state: "sent", timeout: "5s" });
   * ```
   */
  wait(asked?: WebhookWait): Promise<WebhooksWaited>;
  /** Waits until no webhook is being sent. Those whose time has not come wait on. */
  settled(): Promise<void>;
  /**
   * Sends a webhook that has ended once more, at once: with the same id and body, signed anew, and its
   * `retry` from the beginning. Gives it as it waits for that; `settled` waits until it was sent.
   * Rejects for one that has not ended, that was never to be sent, or whose body was over 64 KiB.
   *
   * ```js
   * const [paid] = mock.webhooks.list({ name: "paid" });
   * await mock.webhooks.replay(paid.id);
   * await mock.webhooks.settled();
   * ```
   */
  replay(id: string): Promise<Webhook>;
  /** Forgets all webhooks: those that wait are never sent, and every object is a new one. */
  clear(): Promise<void>;
}

/** The same where a service worker keeps them, for all mocked pages of an origin. */
export interface BrowserWebhooks {
  /**
   * The webhooks, newest first. All that wait are kept, and of the others the 10,000 that finished
   * last, for 7 days; they outlive the page and the browser.
   *
   * ```js
   * const [paid] = await mocking.webhooks.list({ name: "paid", state: "sent" });
   * ```
   */
  list(filter?: WebhookFilter): Promise<Webhook[]>;
  /**
   * Waits, in real time, until there are so many that fit all that is given, those of before among
   * them. It never rejects for being too late: `reached` is `false` then.
   *
   * ```js
   * const { reached } = await mocking.webhooks.wait({ name: "paid", state: "sent", timeout: "5s" });
   * ```
   */
  wait(asked?: WebhookWait): Promise<WebhooksWaited>;
  /** Waits until no webhook is being sent. Those whose time has not come wait on. */
  settled(): Promise<void>;
  /**
   * Sends a webhook that has ended once more, at once: with the same id and body, signed anew, and its
   * `retry` from the beginning. Gives it as it waits for that; `settled` waits until it was sent.
   * Rejects for one that has not ended, that was never to be sent, or whose body was over 64 KiB; and
   * if the browser ends the worker before that can say what it did.
   */
  replay(id: string): Promise<Webhook>;
  /** Forgets all webhooks: those that wait are never sent, and every object is a new one. */
  clear(): Promise<void>;
}
