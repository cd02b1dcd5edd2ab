// The shells in DER (X.690) around keys that come without one.

const SEQUENCE = 0x30;
const OCTETS = 0x04;
const BITS = 0x03;

/** The version 0 of a private key. */
const VERSION = [0x02, 0x01, 0x00];

/** The object identifier 1.3.101.112 (RFC 8410). */
const ED25519 = [SEQUENCE, 5, 0x06, 3, 0x2b, 0x65, 0x70];

/** The object identifier 1.2.840.113549.1.1.1, and no parameters (RFC 8017, appendix A.1). */
const RSA = [SEQUENCE, 13, 0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0];

/** PKCS #8 (RFC 5958) of the 32 bytes of an Ed25519 key. */
export const ed25519PrivateKey = (seed) =>
  element(SEQUENCE, VERSION, ED25519, element(OCTETS, element(OCTETS, seed)));

/** SubjectPublicKeyInfo (RFC 5280) of the 32 bytes of its public key. */
export const ed25519PublicKey = (raw) => element(SEQUENCE, ED25519, element(BITS, [0], raw));

/** PKCS #8 of an RSA key in PKCS #1. */
export const rsaPrivateKey = (pkcs1) => element(SEQUENCE, VERSION, RSA, element(OCTETS, pkcs1));

/** SubjectPublicKeyInfo of a public RSA key in PKCS #1. */
export const rsaPublicKey = (pkcs1) => element(SEQUENCE, RSA, element(BITS, [0], pkcs1));

/** Whether bytes begin as a key of this algorithm does, private or public: some platforms take any. */
export const isEd25519 = (bytes) => isOf(ED25519, bytes);
export const isRsa = (bytes) => isOf(RSA, bytes);

/** The algorithm comes first; of a private key after the version. Its parameters are not compared. */
function isOf(algorithm, bytes) {
  let at = bytes[1] < 0x80 ? 2 : 2 + (bytes[1] & 0x7f);
  if (bytes[at] === VERSION[0]) at += 2 + bytes[at + 1];
  const identifier = algorithm.slice(2, 4 + algorithm[3]);
  return identifier.every((byte, i) => bytes[at + 2 + i] === byte);
}

function element(tag, ...parts) {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const whole = [[tag, ...lengthBytes(length)], ...parts];
  const bytes = new Uint8Array(whole.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of whole) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function lengthBytes(length) {
  if (length < 0x80) return [length];
  const digits = [];
  for (let left = length; left > 0; left >>>= 8) digits.unshift(left & 0xff);
  return [0x80 | digits.length, ...digits];
}
