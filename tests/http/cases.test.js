// Every case of tests/cases over HTTP against workerd, as `npm start` serves it.

import { check } from "../../scripts/local/mocks.js";
import { describeCases } from "../play/cases.js";
import { httpHost } from "./support/client.js";
import { startServer } from "./support/server.js";

describeCases("workerd", {
  check,
  start: async (t, mocks, env) => httpHost("workerd", (await startServer(t, mocks, env)).port),
});
