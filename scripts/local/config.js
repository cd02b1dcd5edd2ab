// The configuration of workerd, in its own language, from what wrangler.toml says of the Worker.

import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { inCheckout } from "./checkout.js";
import { mocksModule, modules } from "./layout.js";

/** The name of the socket that workerd reports when it listens. */
export const socket = "http";

/** What the local start needs of wrangler.toml. */
function readWrangler() {
  const config = parse(readFileSync(inCheckout("wrangler.toml"), "utf8"));
  return {
    date: config.compatibility_date,
    flags: config.compatibility_flags ?? [],
    objects: config.durable_objects?.bindings ?? [],
    vars: config.vars ?? {},
  };
}

/** The whole configuration: `address` to listen at, `storage` the folder of the Durable Objects, `vars` further bindings. */
export function workerdConfig({ address, storage, vars }) {
  const wrangler = readWrangler();
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "worker", worker = (
      modules = ${list([...modules, mocksModule].map(module))},
      compatibilityDate = ${quoted(wrangler.date)},
      compatibilityFlags = ${list(wrangler.flags.map(quoted))},
      bindings = ${list([...bindings({ ...wrangler.vars, ...vars }), ...wrangler.objects.map(objectBinding)])},
      durableObjectNamespaces = ${list(wrangler.objects.map(namespace))},
      durableObjectStorage = (localDisk = "storage"),
      globalOutbound = "outside",
    )),
    (name = "storage", disk = (path = ${quoted(storage)}, writable = true)),
    (name = "outside", network = (
      allow = ["public", "private"],
      tlsOptions = (trustBrowserCas = true),
    )),
  ],
  sockets = [
    (name = ${quoted(socket)}, address = ${quoted(address)}, service = "worker", http = ()),
  ],
);
`;
}

const module = ({ name, kind }) => `(name = ${quoted(name)}, ${kind} = embed ${quoted(name)})`;

const bindings = (vars) =>
  Object.entries(vars).map(([name, value]) =>
    typeof value === "string"
      ? `(name = ${quoted(name)}, text = ${quoted(value)})`
      : `(name = ${quoted(name)}, json = ${quoted(JSON.stringify(value))})`,
  );

const objectBinding = ({ name, class_name: type }) =>
  `(name = ${quoted(name)}, durableObjectNamespace = ${quoted(type)})`;

// The key names the folder of the objects' databases: another key would lose what is stored.
const namespace = ({ class_name: type }) =>
  `(className = ${quoted(type)}, uniqueKey = ${quoted(`wasmock-${type}`)}, enableSql = true)`;

const list = (items) =>
  items.length === 0 ? "[]" : `[\n        ${items.join(",\n        ")},\n      ]`;

/** A text of Cap'n Proto. */
function quoted(text) {
  const escaped = text.replace(/["\\]|\p{Cc}/gu, (character) =>
    character.charCodeAt(0) < 0x80
      ? `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`
      : character,
  );
  return `"${escaped}"`;
}
