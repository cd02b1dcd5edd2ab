// A server of a test or a measurement.

import { once } from "node:events";

/** Has a server listen at a free port of this machine: `{url, end}`, where `end` waits for nobody. */
export async function listen(server) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const end = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${server.address().port}`, end };
}
