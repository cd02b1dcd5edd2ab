// Bytes as text.

const encoder = new TextEncoder();

/** The bytes of a text in UTF-8. */
export const utf8 = (text) => encoder.encode(text);

/** Base64 (RFC 4648, section 4) on one line. */
export const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));

/** The bytes of base64 with its padding, as others want it too; `undefined` for what is none. */
export function fromBase64(text) {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** Base64 for URLs (RFC 4648, section 5), without padding, as JWK writes it. */
export const toBase64Url = (bytes) =>
  toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/** The bytes of that. */
export const fromBase64Url = (text) =>
  fromBase64(padded(text.replaceAll("-", "+").replaceAll("_", "/")));

const padded = (text) => text.padEnd(Math.ceil(text.length / 4) * 4, "=");

/** Hexadecimal in small letters. */
export const toHex = (bytes) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The bytes of hexadecimal in letters of either size; `undefined` for what is none. */
export function fromHex(text) {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) return undefined;
  return Uint8Array.from(text.match(/../g) ?? [], (digits) => parseInt(digits, 16));
}
