// The types of `wasmock` as a project in Node sees them, by import and by require. Only compiled:
// each line under a @ts-expect-error must be refused.

import { check, ConditionError, createMock, MocksError, version } from "wasmock";
import type { CaughtRequest, Diagnostic, MockedRequest, MocksItem, NodeMock } from "wasmock";
import type { RequestEvent, Server, Webhook } from "wasmock";

const items: MocksItem[] = [
  { settings: { env: ["STAGE"], cors: false } },
  {
    endpoint: {
      method: ["PUT", "PATCH"],
      path: "/orders/:id|int",
      query: { page: "int", size: { type: "int", default: 20 } },
      latency: "100ms-2s",
      verify: { scheme: "rsa-sha256", "public-key": [{ kty: "RSA" }, "$env:KEY"], unique: true },
      responses: [
        { if: "json-params.total > 100", status: 202, headers: { "Set-Cookie": ["a=1", "b=2"] } },
        { status: 201, body: { id: "{{path-params.id}}", tags: ["a"] } },
      ],
      webhook: {
        url: "https://example.com/",
        "sleep-time": 5,
        headers: { Authorization: "$env:KEY" },
        type: "ready",
        key: "{{path-params.id}}",
        fields: [
          { name: "photo", state: "uploaded" },
          { name: "room", embed: false },
        ],
        payload: "object",
        retry: { schedule: ["5s", 300], on: ["network", 503] },
        sign: { scheme: "hmac-sha256", secret: ["$env:NEW", "$env:OLD"], header: "X-Sig" },
        after: "other",
      },
    },
  },
  {
    webhook: {
      target: "https://example.com/",
      events: [{ id: 1, label: "a", method: ["POST"], url: "^/orders" }],
      secret: "$env:KEY",
      retry: { attempts: 3, on: "5xx" },
    },
  },
  { webhook: { url: "https://example.com/", events: { url: "a" }, body: {} } },
];

// Inferred, not annotated: a method is a `string` then, a status a `number`.
const inferred = [{ endpoint: { method: "GET", path: "/", response: { status: 200, body: "" } } }];

export async function use(): Promise<void> {
  const mock: NodeMock = createMock(items, {
    seed: 7,
    clock: "2026-11-21T10:00:00Z",
    name: "mine",
  });
  createMock(inferred);
  createMock({ endpoint: { path: "/" } }, { clock: new Date(0), env: process.env, seed: "a" });
  createMock("mocks.yml", { clock: "real" });
  createMock(new URL("file:///mocks.yml"), {
    fetch: async (url, init) => new Response(`${init.method} ${url}`),
  });
  createMock([], { fetch: globalThis.fetch, name: undefined });
  createMock([...items] as const);

  const response: Response = await mock.fetch("/orders/7", { method: "PUT", body: "{}" });
  await mock.fetch(new Request("http://localhost/"));
  await mock.fetch(new URL("http://localhost/"));
  const status: number = response.status;

  await mock.clock.advance("60s");
  await mock.clock.advance("1.5h");
  await mock.clock.advance(`${status}ms`);
  const now: Date = mock.clock.now();
  const then: Date = await mock.clock.advance("1ms");

  const all: Webhook[] = mock.webhooks.list();
  const [sent] = mock.webhooks.list({ state: "sent", name: "paid", limit: 1 });
  const body: string | null | undefined = sent?.body;
  const tried: number | null | undefined = sent?.tries[0]?.status;
  const requests: MockedRequest[] = mock.requests.list({ limit: 1, after: 7, if: "1 = 1" });
  const found = mock.requests.find('method = "POST"', { limit: 1 });
  const counted: number = mock.requests.count() + mock.requests.count("1 = 1");
  const { reached, count } = await mock.requests.wait({ if: "1 = 1", count: 2, timeout: "5s" });
  const [caught]: CaughtRequest[] = mock.inbox("paid").list();
  const seen: string | null | undefined = requests[0]?.endpoint?.path ?? caught?.body;
  mock.requests.clear();
  const sentAll = await mock.webhooks.wait({
    state: "sent",
    name: "paid",
    count: 2,
    timeout: "5s",
  });
  const isDone: boolean = sentAll.reached;
  await mock.webhooks.settled();
  const again: Webhook = await mock.webhooks.replay(all[0]?.id ?? "");
  await mock.webhooks.clear();
  await mock.reset();

  const end: () => void = mock.on("request", (event: RequestEvent) => event.endpoint?.path);
  mock.on("request", ({ refusal }) => refusal?.length);
  mock.on("webhook", ({ state, line }) => state === "skipped" && line.length);
  const restore: () => void = mock.install({
    origins: ["https://a.example"],
    onUnmatched: "error",
  });

  const server: Server = await mock.listen({ port: 8787, host: "127.0.0.1" });
  await fetch(`${server.url}/orders`);
  await server.close();
  mock.update("other.yml");
  const { warnings, endpointCount }: { warnings: string; endpointCount: number } = mock;
  await mock.close();
  await using disposed = createMock([]);

  const { ok, drawing, diagnostics } = check("mocks.yml", { name: "mine" });
  const hints: (string | null)[] = diagnostics.map(({ hint }: Diagnostic) => hint);
  try {
    createMock("- endpoint: {}");
  } catch (error) {
    if (error instanceof MocksError) error.diagnostics.map(({ line, column }) => line + column);
  }
  void [then, again, now, all, body, tried, end, restore, warnings, endpointCount, disposed];
  void [isDone, found, counted, reached, count, seen, mock.inboxes(), ConditionError];
  void [ok, drawing, hints, version.length];
}

export async function misuse(mock: NodeMock): Promise<void> {
  // @ts-expect-error: the mocks are missing
  createMock();
  // @ts-expect-error: a number is no mocks
  createMock(7);
  // @ts-expect-error: a promise is no mocks
  createMock(Promise.resolve(items));
  // @ts-expect-error: bytes are no mocks
  createMock(new Uint8Array());
  // @ts-expect-error: a misspelt option
  createMock(items, { sead: 7 });
  // @ts-expect-error: milliseconds since 1970 are no clock
  createMock(items, { clock: 0 });
  // @ts-expect-error: a variable is a text
  createMock(items, { env: { PORT: 80 } });
  // @ts-expect-error: a misspelt key of an endpoint
  createMock([{ endpoint: { path: "/", repsonse: {} } }]);
  // @ts-expect-error: an endpoint without a path
  createMock([{ endpoint: { method: "GET" } }]);
  // @ts-expect-error: a subscription without events
  createMock([{ webhook: { url: "https://example.com/" } }]);
  // @ts-expect-error: what a request proves itself by is missing
  createMock([{ endpoint: { path: "/", verify: { secret: "a" } } }]);
  // @ts-expect-error: a webhook without a URL
  createMock([{ endpoint: { path: "/", webhook: { name: "paid" } } }]);
  // @ts-expect-error: a time has a unit: 60 may mean seconds or milliseconds
  await mock.clock.advance(60);
  // @ts-expect-error: no time
  await mock.clock.advance("soon");
  // @ts-expect-error: a range is no time to advance by
  await mock.clock.advance("1-2s");
  // @ts-expect-error: a webhook is known by its id
  await mock.webhooks.replay({ name: "paid" });
  // @ts-expect-error: there is no such event
  mock.on("requests", () => {});
  // @ts-expect-error: an event of a request has no state
  mock.on("request", ({ state }) => state);
  // @ts-expect-error: there is no such state
  mock.webhooks.list({ state: "done" });
  // @ts-expect-error: a misspelt filter
  mock.webhooks.list({ names: "paid" });
  // @ts-expect-error: a misspelt filter
  mock.requests.list({ iff: "1 = 1" });
  // @ts-expect-error: a condition is a text
  mock.requests.count({ if: "1 = 1" });
  // @ts-expect-error: a request that was caught has no status
  mock.inbox("paid").list()[0]?.status;
  // @ts-expect-error: there is no such policy
  mock.install({ onUnmatched: "ignore" });
  // @ts-expect-error: a port is a number
  await mock.listen({ port: "8787" });
  // @ts-expect-error: it can't be assigned
  mock.warnings = "";
  // @ts-expect-error: only createMock and update throw it
  new MocksError({});
  // @ts-expect-error: the version is no function
  version();
}
