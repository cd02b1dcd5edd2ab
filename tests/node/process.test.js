// The package in processes of its own: ESM and CommonJS, and a process that ends by itself.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { inCheckout } from "../../scripts/local/checkout.js";
import { plain } from "../play/environment.js";

const MOCKS = JSON.stringify([
  {
    endpoint: {
      path: "/a",
      response: { body: "a" },
      webhook: { url: "http://127.0.0.1:9/", "sleep-time": 3600 },
    },
  },
  { endpoint: { path: "/slow", latency: "1h", response: { body: "slow" } } },
]);

/** What a script does with the mock: it must be over, and say "done", without being ended. */
const USE = `
  const mock = createMock(${JSON.stringify(MOCKS)});
  (async () => {
    const restore = mock.install();
    const { url, close } = await mock.listen();
    await mock.fetch("/a");
    void mock.fetch("/slow");
    await close();
    restore();
    if (closing) await mock.close();
    console.log("done", mock.endpointCount);
  })();
`;

const imports = {
  module: `import { createMock } from ${JSON.stringify(inCheckout("dist/node.js"))};`,
  commonjs: `const { createMock } = require(${JSON.stringify(inCheckout("dist/node.cjs"))});`,
};

for (const [type, line] of Object.entries(imports)) {
  test(`a ${type} process with a closed mock ends by itself`, { timeout: 60_000 }, async () => {
    const script = `${line} const closing = true; ${USE}`;
    assert.deepEqual(await run(type, script), { code: 0, out: "done 2\n", err: "" });
  });
}

test("a webhook that waits keeps no process alive", { timeout: 60_000 }, async () => {
  const script = `${imports.module} const closing = false; ${USE.replace('void mock.fetch("/slow");', "")}`;
  assert.deepEqual(await run("module", script), { code: 0, out: "done 2\n", err: "" });
});

async function run(type, script) {
  const child = spawn(process.execPath, [`--input-type=${type}`, "-e", script], { env: plain() });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { code, out, err };
}
