// The options of `start`, read strictly: what is wrong throws and says what to write.

import { checkName, knownOnly, list, originOf, seedText } from "../mock/options.js";
import { needPolicy } from "../mock/unmatched.js";

const OPTIONS = [
  ...["mocks", "name", "serviceWorker", "scope", "origins", "destinations", "onUnmatched"],
  ...["env", "seed", "relay", "quiet"],
];

/** The destinations that a request can have (the Fetch Standard), besides that of `fetch`. */
const DESTINATIONS = [
  ...["audio", "audioworklet", "document", "embed", "font", "frame", "iframe", "image", "json"],
  ...["manifest", "object", "paintworklet", "report", "script", "sharedworker", "style", "track"],
  ...["video", "worker", "xslt"],
];

/** Where the relay of the Vite plugin is. */
const RELAY = "/__wasmock/relay";

/** The options with their defaults: `{mocks, name, quiet, worker: {url, scope}, settings}`. */
export function readOptions(options) {
  knownOnly(options, OPTIONS, "start");
  const { mocks, name, quiet = false, origins = [], onUnmatched = "bypass", env = {} } = options;
  checkName(name);
  needPolicy(onUnmatched);
  return {
    mocks,
    name,
    quiet,
    worker: { url: workerUrl(options), scope: options.scope },
    settings: {
      origins: list("origins", origins).map(originOf),
      onUnmatched,
      env: texts(env),
      seed: seedText(options.seed),
      relay: relayUrl(options.relay),
    },
  };
}

/** The destinations stand in the address, where the worker finds them before any request. */
function workerUrl({ serviceWorker = "/wasmock-sw.js", destinations = [] }) {
  const url = new URL(serviceWorker, document.baseURI);
  const unknown = list("destinations", destinations).find((name) => !DESTINATIONS.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(
      `wasmock: \`destinations\` has no ${JSON.stringify(unknown)}: there are ${DESTINATIONS.join(", ")}`,
    );
  }
  if (destinations.length > 0) url.searchParams.set("destinations", [...destinations].sort());
  return url;
}

function texts(env) {
  const wrong = Object.keys(env).find((name) => typeof env[name] !== "string");
  if (wrong === undefined) return { ...env };
  throw new TypeError(`wasmock: \`env\` wants texts, and \`${wrong}\` is none`);
}

function relayUrl(relay = false) {
  if (relay === false) return undefined;
  const url = new URL(relay === true ? RELAY : relay, document.baseURI);
  if (url.origin === location.origin) return url.href;
  throw new TypeError(`wasmock: \`relay\` must be on the page's own origin, not at ${url.origin}`);
}
