// The sites of the contenders: each an origin of its own, with a page and a service worker.

import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { inCheckout } from "../../scripts/local/checkout.js";
import { listen } from "../../tests/play/listen.js";

/** The JSON that all give, the server too. */
const USER = '{"id":"1","name":"Ana","active":true}';

const CONSTANT = `
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  if (!event.request.url.includes("/api/")) return;
  event.respondWith(new Response('${USER}', { headers: { "content-type": "application/json" } }));
});`;

/** Each contender: its name, its page's script, and its service worker's path and text. */
export const CONTENDERS = [
  { name: "no service worker", page: "plain" },
  { name: "constant worker", page: "constant", worker: ["/worker.js", () => CONSTANT] },
  {
    name: "wasmock",
    page: "wasmock",
    worker: ["/wasmock-sw.js", () => readFileSync(inCheckout("dist/sw.js"))],
  },
  {
    name: "MSW 3",
    page: "msw",
    worker: [
      "/mockServiceWorker.js",
      () => readFileSync(inCheckout("node_modules/msw/lib/mockServiceWorker.js")),
    ],
  },
];

/** Serves a contender's page: `{url, end}`. */
export async function serve({ page, worker }) {
  const files = new Map([
    ["/", ["text/html", `<!doctype html><script type="module" src="/page.js"></script>`]],
    ["/page.js", ["text/javascript", await bundled(page)]],
    ...(worker ? [[worker[0], ["text/javascript", worker[1]()]]] : []),
  ]);
  const server = createServer((request, response) => {
    const [type, body] = files.get(request.url) ?? ["application/json", USER];
    response.setHeader("content-type", type).setHeader("cache-control", "no-store").end(body);
  });
  return listen(server);
}

async function bundled(page) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`pages/${page}.js`, import.meta.url))],
    bundle: true,
    format: "esm",
    write: false,
  });
  return outputFiles[0].text;
}
