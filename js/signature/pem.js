// Keys in PEM (RFC 7468).

import { fromBase64, toBase64 } from "./encoding.js";
import { KeyFault } from "./fault.js";

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \1-----/s;

/** Whether a text is meant as PEM. */
export const isPem = (text) => text.includes("-----BEGIN ");

/**
 * The bytes of the first block of a text; `forms` are the labels that will do, with what makes the
 * wanted bytes of each block's, and `type` is "private" or "public". A variable of the environment may
 * have its line ends as `\n`, two characters, or lost.
 */
export function bytesOfPem(text, forms, type) {
  const [, label, body] = BLOCK.exec(unescaped(text)) ?? [];
  if (label === undefined) throw new KeyFault(`is no ${type} key in PEM, from BEGIN to END`);
  if (!Object.hasOwn(forms, label)) throw new KeyFault(wrongLabel(label, type));
  const bytes = fromBase64(body.replace(/\s/g, ""));
  if (!bytes) throw new KeyFault("is cut or damaged: between BEGIN and END there is no base64");
  return forms[label](bytes);
}

/** Bytes as PEM, with a line end after it. */
export function toPem(label, bytes) {
  const lines = toBase64(bytes).match(/.{1,64}/g);
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

const unescaped = (text) => text.replaceAll("\\r", "").replaceAll("\\n", "\n");

function wrongLabel(label, type) {
  if (label.startsWith("ENCRYPTED")) {
    return "is encrypted: `openssl pkcs8 -in FILE -nocrypt` has to take its password off first";
  }
  const other = type === "private" ? "PUBLIC" : "PRIVATE";
  if (label.includes(other))
    return `is a ${other.toLowerCase()} key, where a ${type} one is wanted`;
  return `is of another kind: \`${label}\` in PEM`;
}
