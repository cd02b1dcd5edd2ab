// Pages of bundles, in a real browser.

import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { listen } from "../../play/listen.js";
import { atEnd } from "../../play/ends.js";
import { PATIENCE_MS } from "../../play/sink.js";

const TYPES = { ".html": "text/html", ".js": "text/javascript" };

/** Serves a folder until the test `t` ends: its address. */
export async function serveFolder(t, folder) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = join(folder, pathname);
    if (!existsSync(path)) return response.writeHead(404).end();
    response.setHeader("content-type", TYPES[extname(path)] ?? "application/octet-stream");
    createReadStream(path).pipe(response);
  });
  const { url, end } = await listen(server);
  atEnd(t, end);
  return url;
}

/** What a page tells in its console, read as JSON; its errors and warnings are thrown. */
export async function toldBy(browser, address) {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  try {
    const told = new Promise((resolve, reject) => {
      page.on("console", (message) => {
        if (message.type() === "log") resolve(message.text());
        if (["error", "warning"].includes(message.type())) reject(new Error(message.text()));
      });
      page.on("pageerror", reject);
    });
    await page.goto(address);
    return JSON.parse(await told);
  } finally {
    await page.close();
  }
}
