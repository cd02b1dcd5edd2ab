// The types of `wasmock` where nothing says that it runs in Node, and of `wasmock/node`, which says so.

import { check, createMock, MocksError, version } from "wasmock";
import type { Mock, Mocks, WebhookEvent } from "wasmock";
import { createMock as createNodeMock } from "wasmock/node";
import { start, type BrowserMocking, type UnmatchedEvent, type Webhook } from "wasmock/browser";
import { Scheduler, serve } from "wasmock/worker";
import schema from "wasmock/schema.json";

export async function use(mocks: Mocks): Promise<void> {
  const mock: Mock = createMock(mocks, { env: { TOKEN: "s3cret" } });
  const response: Response = await mock.fetch("/orders");
  mock.on("webhook", (event: WebhookEvent) => console.log(event.line));
  await mock.clock.advance("500ms");
  const { ok } = check([{ endpoint: { path: "/" } }]);
  void [response, ok, MocksError, version, schema.definitions];

  const nodeMock = createNodeMock(new URL("file:///mocks.yml"));
  const { url } = await nodeMock.listen();
  const base: Mock = nodeMock;
  void [url, base];
}

export async function inAPage(mocks: Mocks): Promise<void> {
  const mocking: BrowserMocking = await start({
    mocks: "/mocks.yml",
    origins: ["https://api.example"],
    destinations: ["image"],
    onUnmatched: "warn",
    relay: true,
  });
  mocking.on("unmatched", ({ url }: UnmatchedEvent) => console.log(url));
  mocking.on("webhook", ({ state }) => state === "sent");
  const [webhook] = await mocking.webhooks.list({ state: "scheduled" });
  const now: Date = await mocking.clock.advance("60s");
  const then: Date = await mocking.clock.now();
  const sent = await mocking.webhooks.wait({ state: "sent", count: 2, timeout: "5s" });
  await mocking.webhooks.settled();
  const again: Webhook = await mocking.webhooks.replay("4ede732b-d1d1-46ba-9910-f4b48414d1ca");
  await mocking.reset();
  const posted: number = await mocking.requests.count('method = "POST"');
  const [caught] = await mocking.inbox("paid").list({ limit: 1 });
  const { reached } = await mocking.requests.wait({ count: posted, timeout: "1s" });
  void [caught?.body, reached, await mocking.inboxes()];
  await mocking.update(mocks);
  await mocking.webhooks.clear();
  await mocking.stop();
  void [webhook?.dueAt, now, then, again, sent.reached];

  // @ts-expect-error: the mocks are missing
  await start({});
  // @ts-expect-error: a time has a unit
  await mocking.clock.advance(60);
  // @ts-expect-error: no sort of request
  await start({ mocks, destinations: ["images"] });
  // @ts-expect-error: there is no such event
  mocking.on("requests", () => {});
}

export { Scheduler };
export const worker = serve("- endpoint: {path: /}", { name: "mine.yml" });

export function misuse(mock: Mock): void {
  // @ts-expect-error: a Worker's mocks are a text
  serve([{ endpoint: { path: "/" } }]);
  // @ts-expect-error: there are no servers outside of Node
  mock.listen();
  // @ts-expect-error: there are no files outside of Node
  createMock(new URL("file:///mocks.yml"));
}
