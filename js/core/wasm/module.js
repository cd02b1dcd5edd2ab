// The engine's wasm as a module that the platform compiled: Workers forbid to compile bytes.

import module from "./engine.wasm";

/** The module, compiled. */
export const compiled = () => module;
