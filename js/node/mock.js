// A mock API in Node.

import { Mock } from "../mock/mock.js";
import { knownOnly } from "../mock/options.js";
import { isLoopback } from "./loopback.js";
import { listen } from "./server.js";

/** A mock API that can be served over HTTP too. */
export class NodeMock extends Mock {
  /**
   * Serves it at `{port, host}`: `{url, port, close}`. Port 0, the default, is any free one. Where
   * other machines reach the host, the data under `/__wasmock/` wants the variable WASMOCK_TOKEN.
   */
  async listen(options = {}) {
    knownOnly(options, ["port", "host"], "listen");
    let isLocal = false;
    const server = await listen((head, body) => this.answer(head, body, isLocal), options);
    const { url, port, address, close } = server;
    isLocal = isLoopback(address);
    return { url, port, close: this.onClose(close) };
  }
}
