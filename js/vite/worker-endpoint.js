// The service worker, from the development server and in a build.

import { readFileSync } from "node:fs";

/** Its text, which lies beside the plugin. */
export const workerText = () => readFileSync(new URL("./sw.js", import.meta.url), "utf8");

/** A backend's page may lie above the base: the worker may then be registered for all of the site. */
export function serveWorker(_, response) {
  response.setHeader("content-type", "text/javascript; charset=utf-8");
  response.setHeader("cache-control", "no-cache");
  response.setHeader("service-worker-allowed", "/");
  response.end(workerText());
}
