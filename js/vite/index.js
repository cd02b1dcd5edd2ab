// `wasmock/vite`: the mocks file in a Vite project, in development and in a build.

import { loadEnv } from "vite";
import { MocksFile } from "./mocks-file.js";
import { pluginOptions } from "./options.js";
import { follow } from "./follow.js";
import { keysEndpoint } from "./keys-endpoint.js";
import { Relay } from "./relay.js";
import { relayEndpoint } from "./relay-endpoint.js";
import { isLoopbackHost } from "./caller.js";
import { serveWorker, workerText } from "./worker-endpoint.js";
import { CLIENT, clientCode, MOCKS, mocksCode, resolved } from "./virtual.js";

/** Where the relay is, under the base. */
const RELAY = "__wasmock/relay";

/** The plugin. */
export default function wasmock(options) {
  const { mocks, serviceWorker, env, relay: wantsRelay } = pluginOptions(options);
  let [config, file, secrets] = [];
  let unfollow = () => {};

  /** The relay's path; `false` where other machines could call it, or where there is no server. */
  const relayPath = () =>
    config.command === "serve" &&
    wantsRelay &&
    isLoopbackHost(config.server.host) &&
    config.base + RELAY;

  const given = () => ({
    ...file.state,
    env,
    serviceWorker: topOf(config.base) + serviceWorker,
    relay: relayPath(),
    overlay: config.server.hmr?.overlay !== false,
  });

  return {
    name: "wasmock",

    // It is one module already; bundled when the page first asks for it, the page would reload.
    config: () => ({ optimizeDeps: { exclude: ["wasmock/browser"] } }),

    configResolved(resolvedConfig) {
      config = resolvedConfig;
      secrets = { ...loadEnv(config.mode, config.envDir, ""), ...env };
      file = new MocksFile(config.root, mocks, { env, secrets });
    },

    configureServer(server) {
      file.read();
      unfollow = follow(file, server);
      const { base } = config;
      const endpoints = {
        [base + serviceWorker]: serveWorker,
        [`${base}__wasmock/keys`]: keysEndpoint(file, secrets, "keys"),
        [`${base}__wasmock/keys.pem`]: keysEndpoint(file, secrets, "keys.pem"),
        ...(wantsRelay && { [base + RELAY]: relayEndpoint(new Relay(file, secrets)) }),
      };
      server.middlewares.use(byPath(endpoints));
    },

    buildStart() {
      if (config.command === "build") file.read();
    },

    resolveId: (id) => ([MOCKS, CLIENT].includes(id) ? resolved(id) : undefined),

    load(id) {
      if (id === resolved(CLIENT)) return clientCode();
      if (id !== resolved(MOCKS)) return undefined;
      if (config.command === "build") this.addWatchFile(file.path);
      return mocksCode(given());
    },

    // Only here is known whether the page's code holds the mocks: what a condition such as
    // `import.meta.env.DEV` left out is gone.
    generateBundle(_, bundle) {
      if (this.environment?.config.consumer === "server" || !holdsMocks(bundle)) return;
      if (file.problem) this.error(file.problem.message);
      this.emitFile({ type: "asset", fileName: serviceWorker, source: workerText() });
    },

    closeBundle() {
      unfollow();
      file.close();
    },
  };
}

/** The worker must be of the page's own origin: it can't come from another one, as the assets may. */
const topOf = (base) => (/^(https?:)?\/\//.test(base) ? "/" : base);

const holdsMocks = (bundle) =>
  Object.values(bundle).some(({ moduleIds = [] }) => moduleIds.includes(resolved(MOCKS)));

/** A middleware of handlers by their paths; the query is left to them. */
const byPath = (handlers) => (request, response, next) => {
  const handler = handlers[request.url.split("?", 1)[0]];
  return handler ? handler(request, response) : next();
};
