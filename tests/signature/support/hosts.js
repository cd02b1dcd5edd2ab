// The hosts on which signatures are tried: each gives `ask(path, init)` for the items of a mocks file,
// and `told()`, the lines of its terminal.

import { createMock } from "../../../dist/node.js";
import { worker } from "../../workerd/harness.js";

export const hosts = {
  async node(t, items, env) {
    const mock = createMock(items, { env });
    const lines = [];
    mock.on("request", ({ line }) => lines.push(line));
    t.after(() => mock.close());
    return { ask: (path, init) => mock.fetch(path, init), told: () => lines };
  },
  async workerd(t, items, env) {
    const bindings = { WASMOCK_LOCAL: "1", ...env }; // webhooks may go to this machine
    const served = await worker(t, { mocks: JSON.stringify(items), bindings });
    return { ask: (path, init) => served.fetch(path, init), told: () => served.lines };
  },
};
