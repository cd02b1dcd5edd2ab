// Files made to do harm are refused at once, by the engine as wasm, which prints how long it took.
// The native side has its own test.

import assert from "node:assert/strict";
import { test } from "node:test";
import { check } from "../../scripts/local/mocks.js";

const MIB = 1024 * 1024;

/** Ten aliases of ten aliases of …: 10 to the 9th nodes, in a body. */
const bomb = `- endpoint:
    path: /a
    response:
      body:
        a0: &a0 [x, x, x, x, x, x, x, x, x, x]
${Array.from({ length: 8 }, (_, i) => `        a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(", ")}]`).join("\n")}
`;

const files = [
  ["aliases of aliases in a body", bomb, /alias/],
  ["100,000 nested [", "[".repeat(100_000), /level|deep|nest/],
  ["one line of over 8 MiB", `- endpoint: {path: /${"a".repeat(8 * MIB)}}`, /8 MiB/],
];

for (const [what, text, message] of files) {
  test(what, async (context) => {
    await check("warm-up.yml", "");
    const start = performance.now();
    const { ok, drawing } = await check("mocks.yml", text);
    const ms = performance.now() - start;
    assert.equal(ok, false);
    assert.match(drawing, message);
    assert.ok(drawing.length < 10_000, `the message has ${drawing.length} characters`);
    context.diagnostic(`refused in ${ms.toFixed(1)} ms`);
  });
}
