// The types of `wasmock` where nothing says that it runs in Node, and of `wasmock/node`, which says so.

import { check, createMock, MocksError, version } from "wasmock";
import type { Mock, Mocks, WebhookEvent } from "wasmock";
import { createMock as createNodeMock } from "wasmock/node";
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

export function misuse(mock: Mock): void {
  // @ts-expect-error: there are no servers outside of Node
  mock.listen();
  // @ts-expect-error: there are no files outside of Node
  createMock(new URL("file:///mocks.yml"));
}
