// The options of the plugin, read strictly: what is wrong throws and says what to write.

import { checkEnv, knownOnly } from "../mock/options.js";

const OPTIONS = ["mocks", "serviceWorker", "env", "relay"];

/** A script's name, without a folder: a worker's scope is the folder that it lies in. */
const SCRIPT = /^[\w.-]+\.js$/;

/** The options with their defaults: `{mocks, serviceWorker, env, relay}`. */
export function pluginOptions(options = {}) {
  knownOnly(options, OPTIONS, "the plugin `wasmock/vite`");
  const { mocks = "mocks.yml", serviceWorker = "wasmock-sw.js", env = {}, relay = true } = options;
  checkEnv(env);
  need(typeof mocks === "string", "mocks", 'the name of the mocks file, such as "mocks.yml"');
  need(SCRIPT.test(serviceWorker), "serviceWorker", 'a file\'s name such as "wasmock-sw.js"');
  need(typeof relay === "boolean", "relay", "true or false");
  return { mocks, serviceWorker, env: withoutUnset(env), relay };
}

function need(holds, name, wanted) {
  if (!holds)
    throw new TypeError(`wasmock: \`${name}\` of the plugin \`wasmock/vite\` is ${wanted}`);
}

const withoutUnset = (env) =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
