// Which hosts and addresses are this machine, reached by nobody else.

/** Names and addresses by which a machine calls itself (RFC 6761, section 6.3; RFC 1122, section 3.2.1.3). */
const LOOPBACK =
  /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[?::1\]?|::ffff:127(\.\d{1,3}){3})$/i;

/** Whether a host, or an address that a server is bound to, is this machine's own. */
export const isLoopback = (host) => LOOPBACK.test(host);
