// Pages of bundles, in a real browser.

import { once } from "node:events";
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";

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
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => (server.closeAllConnections(), server.close()));
  return `http://127.0.0.1:${server.address().port}`;
}

/** What a page tells in its console, read as JSON; its errors and warnings are thrown. */
export async function toldBy(browser, address) {
  const page = await browser.newPage();
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
