// The official libraries of Standard Webhooks for JavaScript and Python: each signs, and verifies.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { Webhook } from "standardwebhooks";
import { noPython, python } from "../../../scripts/setup/python.js";

function asked(question) {
  const program = new URL("official.py", import.meta.url).pathname;
  const input = JSON.stringify(question);
  const { stdout, stderr } = spawnSync(python, [program], { input, encoding: "utf8" });
  assert.match(stdout, /^(verified|refused: .+|v1,\S+)$/m, stderr);
  return stdout.trim();
}

/**
 * By their names: `verify(secret, headers, body)` says whether it takes a webhook, and
 * `sign(secret, id, seconds, body)` gives the value of `webhook-signature`.
 */
export const official = {
  "the npm package standardwebhooks": {
    verify(secret, headers, body) {
      try {
        new Webhook(secret).verify(body, headers);
        return true;
      } catch (error) {
        assert.equal(error.name, "WebhookVerificationError", String(error));
        return false;
      }
    },
    sign: (secret, id, seconds, body) =>
      new Webhook(secret).sign(id, new Date(seconds * 1000), body),
  },
  "the Python package standardwebhooks": {
    skip: noPython(),
    verify: (secret, headers, body) => asked({ secret, headers, body }) === "verified",
    sign: (secret, id, seconds, body) => asked({ secret, id, seconds, body }),
  },
};
