// `wasmock` for Node: with files and servers.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { Mock } from "../mock/mock.js";
import { knownOnly } from "../mock/options.js";
import { inlineSource, isFileName } from "../mock/source.js";
import { listen } from "./server.js";

export { check, version } from "../check.js";
export { MocksError } from "../core/error.js";

const OPTIONS = ["name", "env", "seed", "clock", "fetch"];

/** A mock API that can be served over HTTP too. */
export class NodeMock extends Mock {
  /** Serves it at `{port, host}`: `{url, port, close}`. Port 0, the default, is any free one. */
  async listen(options = {}) {
    knownOnly(options, ["port", "host"], "listen");
    const server = await listen((head, body) => this.answer(head, body), options);
    return { ...server, close: this.onClose(server.close) };
  }
}

/** A mock API of a mocks file, given by the file's name or URL, as text, or as a value. */
export function createMock(mocks, options = {}) {
  knownOnly(options, OPTIONS, "createMock");
  return new NodeMock(mocks, { ...options, read: (mocks) => read(mocks, options.name) });
}

/** `{name, text}` of mocks. */
export function read(mocks, name) {
  if (mocks instanceof URL) return readFile(fileURLToPath(mocks), name);
  if (isFileName(mocks)) return readFile(mocks, name ?? mocks);
  return inlineSource(mocks, name);
}

const readFile = (path, name = basename(path)) => ({ name, text: readFileSync(path, "utf8") });
