// What every project does with the package: it asks the mock, waits a minute for its webhook
// without waiting, and tells what it saw.

/** `mocks` are projects/mocks.yml; the webhook goes to `callback`. */
export async function story(createMock, mocks, callback) {
  const env = { SHOP: "berlin", TOKEN: "s3cret" };
  const mock = createMock(mocks, { env, clock: "2026-11-21T10:00:00Z", seed: 7 });
  const body = `{"total": 120.50, "callback": "${callback}"}`;
  const response = await mock.fetch("/orders/7", { method: "POST", body });
  const before = mock.webhooks.list().map(({ state }) => state);
  await mock.clock.advance("60s");
  const [{ state, tries }] = mock.webhooks.list({ name: "paid" });
  await mock.close();
  return { status: response.status, body: await response.text(), before, after: state, tries };
}
