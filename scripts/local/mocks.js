// A mocks file, read and checked by the same engine that serves it.

import { readFile } from "node:fs/promises";
import { inCheckout, nameOf } from "./checkout.js";
import { Refusal } from "./refusal.js";

/** The text of a mocks file. */
export async function readMocks(path) {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new Refusal(
      `${nameOf(path)} ${reasons[error.code] ?? `cannot be read: ${error.message}`}`,
    );
  }
}

const reasons = {
  ENOENT: "does not exist: name your mocks file with --mocks FILE",
  EISDIR: "is a folder: name the mocks file in it with --mocks FILE",
  EACCES: "may not be read by you",
};

/** Throws a `Refusal` with the drawing of its mistakes unless a mocks file is right; gives the drawing of its warnings. */
export async function needRight(path, text) {
  const { ok, drawing } = await check(path, text);
  if (!ok) throw new Refusal(drawing.trimEnd());
  return drawing.trimEnd();
}

/** `{ok, drawing, diagnostics}` of a mocks file: `drawing` is what a person reads. */
export async function check(path, text) {
  const engine = await loadEngine();
  return JSON.parse(engine.check(nameOf(path), text));
}

let engine;
const loadEngine = () => (engine ??= importEngine());

async function importEngine() {
  const built = await import(inCheckout("build/web/engine.js"));
  built.initSync({ module: await readFile(inCheckout("build/web/engine.wasm")) });
  return built;
}
