// The engine's wasm, carried along as text: it works under every bundler, and is there at once.

import text from "wasmock-wasm"; // build/web/engine.wasm in base64

/** The module, compiled. */
export const compiled = () => new WebAssembly.Module(decoded());

function decoded() {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
