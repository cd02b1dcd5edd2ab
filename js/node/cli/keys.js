// `wasmock keys`: new secrets and keys to sign webhooks with.

import { KINDS } from "../../signature/generate.js";
import { misuse } from "./arguments.js";
import { didYouMean } from "./nearest.js";

const FORMATS = ["env", "json"];
const BITS = ["2048", "3072", "4096"];
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

export const keys = {
  name: "keys",
  summary: "makes secrets and keys to sign webhooks with",
  files: 1,
  options: {
    name: { type: "string" },
    id: { type: "string" },
    bits: { type: "string", default: "2048" },
    format: { type: "string", default: "env" },
  },
  help: `Makes a new secret, or a pair of keys, to sign webhooks with.

Usage: wasmock keys [KIND] [options]

  KIND          what is made (default: standard-webhooks):
                standard-webhooks  a secret of sender and receiver, for v1 of Standard Webhooks
                ed25519            a pair of keys, for v1a of Standard Webhooks
                hmac               a secret for \`scheme: hmac-sha256\`
                rsa                a pair of keys for \`scheme: rsa-sha256\`
  --name NAME   the variable that holds it (default: WEBHOOK_SECRET, or WEBHOOK_KEY of a pair)
  --id ID       what receivers are to call the key of a pair (default: its thumbprint, RFC 7638)
  --bits N      the size of an RSA key: 2048, 3072 or 4096 (default: 2048)
  --format F    env or json (default: env)
  -h, --help    this text

On standard output is one line, NAME=value, for a file of variables; on standard error is what the
mocks file says, and of a pair the public key, for the receiver:

  wasmock keys rsa >> .env              # wasmock serve: node --env-file=.env
  wasmock keys ed25519 >> .dev.vars     # a Worker on your machine

With json all of it is one object: {kind, name, value, sign, keyId, publicKey, whpk}. What is made
is kept nowhere else. A mock that runs serves its public keys at /__wasmock/keys.
`,
  run: async ({ values, files: [kind = "standard-webhooks"] }) => {
    const { name, id, bits, format } = checked(kind, values);
    const { text, ...made } = await KINDS[kind].make({ bits });
    const sign = signOf(KINDS[kind], name, id);
    const whole = { kind, name, value: text, sign };
    const pair = { keyId: id ?? made.id ?? null, publicKey: made.pem ?? null };
    if (format === "json") {
      console.log(JSON.stringify({ ...whole, ...pair, whpk: made.whpk ?? null }, null, 2));
    } else {
      console.log(envLine(name, text));
      console.error(advice(sign, made, pair.keyId));
    }
  },
};

/** The options, or a `Misuse`. */
function checked(kind, { name, id, bits, format }) {
  if (!Object.hasOwn(KINDS, kind)) {
    const kinds = Object.keys(KINDS);
    const meant = didYouMean(kind, kinds) || `: there are ${kinds.join(", ")}`;
    throw misuse(keys, `there is no kind \`${kind}\`${meant}`);
  }
  const isPair = KINDS[kind].keyType === "private-key";
  if (!FORMATS.includes(format))
    throw misuse(keys, `\`--format\` is env or json, not \`${format}\``);
  if (!BITS.includes(bits)) throw misuse(keys, `\`--bits\` is 2048, 3072 or 4096, not \`${bits}\``);
  if (id !== undefined && !isPair) throw misuse(keys, `a secret has no id: \`--id\` is for a pair`);
  if (name !== undefined && !NAME.test(name)) {
    throw misuse(keys, `\`${name}\` is not the name of a variable: letters, digits and _`);
  }
  const own = isPair ? "WEBHOOK_KEY" : "WEBHOOK_SECRET";
  return { name: name ?? own, id, bits: Number(bits), format };
}

/** What `sign` of a webhook must say. */
const signOf = ({ scheme, keyType }, name, id) => ({
  scheme,
  [keyType]: `$env:${name}`,
  ...(id !== undefined && { "key-id": id }),
});

/** Readers of such files know `\n` between quotation marks, and so does wasmock. */
const envLine = (name, text) => `${name}=${text.includes("\n") ? JSON.stringify(text) : text}`;

function advice(sign, { pem, whpk }, id) {
  const yaml = Object.entries(sign).map(([key, value]) => `    ${key}: ${yamlText(value)}`);
  const lines = ["", "In the mocks file, under the webhook:", "", "  sign:", ...yaml, ""];
  if (pem === undefined)
    return [...lines, "The receiver verifies with the same secret."].join("\n");
  const forms = whpk ? [whpk, "", "or in PEM", "", pem.trimEnd()] : [pem.trimEnd()];
  return [...lines, `The public key for the receiver, ${id}:`, "", ...forms].join("\n");
}

/** A text as YAML takes it for one. */
const yamlText = (text) =>
  /^[$A-Za-z][\w$:.-]*$/.test(text) && !/^(true|false|null)$/i.test(text)
    ? text
    : JSON.stringify(text);
