// The worker registered, active, of the right version, and in control of the page.

import { ask, ASK } from "./protocol.js";
import { explained } from "./trouble.js";
import { version } from "./version.js";

/** How often a worker is asked again who it is: another's never says. */
const PATIENCE = 5;

/** Registers the worker; gives the registration once its active worker can be told what to do. */
export async function register({ url, scope }) {
  if (!("serviceWorker" in navigator)) throw unavailable();
  const registration = await navigator.serviceWorker
    .register(url, { scope, updateViaCache: "none" })
    .catch(async (error) => {
      throw await explained(error, { url, scope });
    });
  needWithinScope(registration.scope);
  await settle(registration, url);
  await needVersion(registration, url);
  return registration;
}

/** Waits until the worker controls the page: after a hard reload it does not, and is asked to. */
export async function control(registration) {
  const { serviceWorker } = navigator;
  let changed = nextEvent(serviceWorker, "controllerchange");
  if (serviceWorker.controller === registration.active) return;
  await ask(registration, ASK.claim);
  while (serviceWorker.controller !== registration.active) {
    await changed;
    changed = nextEvent(serviceWorker, "controllerchange");
  }
}

/** Waits until the newest worker is the active one. */
async function settle(registration, url) {
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  while (worker.state !== "activated") {
    if (worker.state === "redundant") {
      throw new Error(`wasmock: the service worker ${url} could not be installed`);
    }
    await nextEvent(worker, "statechange");
  }
}

/** A copy of the worker's file that is older than the package would misunderstand it. */
async function needVersion(registration, url) {
  if ((await versionOf(registration, url)) === version) return;
  await registration.update();
  await settle(registration, url);
  const found = await versionOf(registration, url);
  if (found === version) return;
  throw new Error(
    `wasmock: ${url.pathname} is of version ${found}, and the package \`wasmock\` of ${version}: ` +
      "copy it anew with `npx wasmock init --browser public/`",
  );
}

async function versionOf(registration, url) {
  try {
    return (await ask(registration, ASK.hello, {}, PATIENCE)).version;
  } catch (cause) {
    const words =
      `wasmock: ${url.pathname} does not answer: it is not wasmock's service worker, or of another version; ` +
      "copy it with `npx wasmock init --browser public/`";
    throw new Error(words, { cause });
  }
}

function needWithinScope(scope) {
  if (location.href.startsWith(scope)) return;
  throw new Error(
    `wasmock: the service worker's scope ${scope} does not hold this page, ${location.href}; ` +
      "serve wasmock-sw.js from the root of the site, or set `scope`",
  );
}

const nextEvent = (target, name) =>
  new Promise((resolve) => target.addEventListener(name, resolve, { once: true }));

function unavailable() {
  const reason = isSecureContext
    ? "this browser, or a private window of it, has no service workers"
    : `service workers need https:// or localhost, and this page is at ${location.origin}`;
  return new Error(`wasmock: ${reason}`);
}
