// OpenSSL's command, a second implementation of RSA and Ed25519.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atEnd } from "../../play/ends.js";

/** Why it is not there; `false` where it is. */
export const noOpenssl =
  spawnSync("openssl", ["version"]).status === 0 ? false : "no `openssl` on this machine";

/** What it is told for each kind of key: to verify, and to sign. */
const ARGUMENTS = {
  rsa: {
    verify: ["dgst", "-sha256", "-verify", "key", "-signature", "signature", "content"],
    sign: ["dgst", "-sha256", "-sign", "key", "-out", "signature", "content"],
  },
  ed25519: {
    verify: [
      ...["pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", "key"],
      ...["-sigfile", "signature", "-in", "content"],
    ],
    sign: [
      ...["pkeyutl", "-sign", "-rawin", "-inkey", "key", "-out", "signature"],
      ...["-in", "content"],
    ],
  },
};

/** Whether it verifies a signature in base64, with the public key in PEM. */
export async function opensslVerifies(t, how, { pem, signature, content }) {
  const files = { key: pem, signature: Buffer.from(signature, "base64"), content };
  const { status, stderr } = await run(t, ARGUMENTS[how].verify, files);
  assert.doesNotMatch(stderr, /unable to load|Could not/i);
  return status === 0;
}

/** Its signature in base64, with the private key in PEM. */
export async function opensslSigns(t, how, { pem, content }) {
  const { status, stderr, folder } = await run(t, ARGUMENTS[how].sign, { key: pem, content });
  assert.equal(status, 0, stderr);
  return (await readFile(join(folder, "signature"))).toString("base64");
}

async function run(t, args, files) {
  const folder = await mkdtemp(join(tmpdir(), "wasmock-openssl-"));
  atEnd(t, () => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), content);
  }
  const { status, stderr } = spawnSync("openssl", args, { cwd: folder, encoding: "utf8" });
  return { status, stderr, folder };
}
