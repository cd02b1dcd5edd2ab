// The hosts that play the cases, and what a case says about them.

/** Every host, by the name that cases and suites call it. */
export const HOSTS = ["native", "workerd", "node", "serve", "chromium", "firefox"];

/** Why a case can't be played on a host; `undefined` where it can. */
export const exclusion = ({ only, why, except }, host) =>
  only && !only.includes(host) ? why : except[host];

/** The steps of a case that a host leaves out: the number of each, and why. */
export const leftOut = ({ steps }, host) =>
  steps.flatMap(({ except }, i) => (host in except ? [{ number: i + 1, why: except[host] }] : []));

/** `only` as a list of hosts; `undefined` where a case does not have it. */
export function readOnly(place, only) {
  if (only === undefined) return undefined;
  const hosts = [only].flat();
  if (hosts.length === 0) throw new Error(`${place}: \`only\` names no host`);
  hosts.forEach((host) => needHost(`${place}, only`, host));
  return hosts;
}

/** `except` as reasons by their hosts; empty where there is none. */
export function readExcept(place, except = {}) {
  for (const [host, why] of Object.entries(except)) {
    needHost(`${place}, except`, host);
    if (typeof why !== "string" || why.trim() === "") {
      throw new Error(`${place}: \`except\` asks for a reason, in words, for ${host}`);
    }
  }
  return except;
}

/** A host that leaves out every request would pass without having played anything. */
export function needRequests(place, steps) {
  const requests = steps.filter(({ request }) => request);
  const isIdle = (host) => requests.length > 0 && requests.every(({ except }) => host in except);
  const idle = HOSTS.find(isIdle);
  if (idle === undefined) return;
  throw new Error(`${place}: no request is left for ${idle}: say \`except\` for the whole case`);
}

function needHost(place, host) {
  if (HOSTS.includes(host)) return;
  throw new Error(`${place}: ${JSON.stringify(host)} is no host: there are ${HOSTS.join(", ")}`);
}
