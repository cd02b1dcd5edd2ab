// Who may use the relay: a page of the development server, on this machine.

import { isLoopback } from "../node/loopback.js";

/** Whether a server that is told to listen at this host is reached from this machine only. */
export const isLoopbackHost = (host = "localhost") => host === false || isLoopback(host);

/** Why a request may not use the relay; `undefined` if it may. */
export function refusal(request) {
  const host = request.headers.host ?? request.headers[":authority"] ?? "";
  if (!isLoopback(request.socket.server?.address()?.address ?? "")) {
    return (
      "the relay works only while the development server listens on this machine alone: leave " +
      "`server.host` out, or have the page send the webhooks: wasmock({ relay: false })"
    );
  }
  // A foreign site whose name is made to lead here has its pages on the same origin as its requests.
  if (!isLoopback(nameOf(host))) {
    return `the relay is called by a name such as localhost, not ${JSON.stringify(host)}`;
  }
  if (!isSameOrigin(request, host)) return "the relay serves pages of its own origin only";
  return undefined;
}

/** Browsers send `Origin` with every POST, and no script can change either field. */
function isSameOrigin({ headers, socket }, host) {
  const own = `${socket.encrypted ? "https" : "http"}://${host}`;
  const site = headers["sec-fetch-site"] ?? "same-origin";
  return headers.origin === own && site === "same-origin";
}

/** The name in a `Host` field, without its port. */
const nameOf = (host) => host.replace(/:\d*$/, "");
