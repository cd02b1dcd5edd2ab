// Bytes as text.

const encoder = new TextEncoder();

/** The bytes of a text in UTF-8. */
export const utf8 = (text) => encoder.encode(text);

/** Base64 (RFC 4648, section 4) on one line. */
export const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));

/** The bytes of base64, with or without its padding; `undefined` for what is none. */
export function fromBase64(text) {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const digits = text.replace(/=+$/, "");
  if (digits.length % 4 === 1) return undefined;
  return Uint8Array.from(atob(digits), (character) => character.charCodeAt(0));
}

/** Hexadecimal in small letters. */
export const toHex = (bytes) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
