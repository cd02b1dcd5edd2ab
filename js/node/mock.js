// A mock API in Node.

import { Mock } from "../mock/mock.js";
import { knownOnly } from "../mock/options.js";
import { listen } from "./server.js";

/** A mock API that can be served over HTTP too. */
export class NodeMock extends Mock {
  /** Serves it at `{port, host}`: `{url, port, close}`. Port 0, the default, is any free one. */
  async listen(options = {}) {
    knownOnly(options, ["port", "host"], "listen");
    const server = await listen((head, body) => this.answer(head, body), options);
    return { ...server, close: this.onClose(server.close) };
  }
}
