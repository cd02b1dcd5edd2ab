// `npx wrangler dev` in the checkout: the same Worker, by wrangler itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import { root } from "../../scripts/local/checkout.js";
import { send } from "./support/client.js";
import { wranglerDev } from "./support/wrangler.js";

test("wrangler dev answers", async (t) => {
  const port = await wranglerDev(t, root);
  const { body } = await send(port, { path: "/__wasmock/health" });
  assert.equal(JSON.parse(body).status, "ok");
});
