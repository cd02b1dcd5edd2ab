// Every case of tests/cases over HTTP, through `wasmock serve` in a process of its own.

import { check } from "../../dist/node.js";
import { httpHost } from "../http/support/client.js";
import { describeCases } from "../play/cases.js";
import { folderWith, serving } from "./support/command.js";

describeCases("serve", {
  check: (name, mocks) => check(mocks, { name }),
  start: async (t, mocks, env) => {
    const folder = await folderWith(t, { "mocks.yml": mocks });
    const { port } = await serving(t, folder, ["--no-watch"], { env });
    return httpHost("serve", port);
  },
});
