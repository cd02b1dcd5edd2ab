// A site held in memory: what the pages of the tests are opened from, and what shows which requests
// reached the network.

import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { listen } from "../../play/listen.js";

/** What a path without a file answers. */
const MISSING = { status: 404, headers: [["content-type", "text/plain"]], body: "no such file" };

/**
 * Serves `files` at a free port of 127.0.0.1: by path, query aside, `{type, body, status?, headers?}`;
 * `end` stops it, which the test `t` does by itself. Gives `{url, files, requests, end}`: `files` may
 * be changed while it serves; `requests` lists `{method, path, headers, body}` in the order in which
 * they arrived, `path` with its query. Nothing is to be kept in a cache, so that each request shows.
 * `missing(request)` gives what a path without a file answers: `{status, headers, body}`.
 */
export async function startSite(t, files, missing = () => MISSING) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const { method, url: path, headers } = request;
    const arrived = { method, path, headers, body: await text(request) };
    requests.push(arrived);
    const file = files[path.split("?")[0]];
    const answer = file ? answerOf(file) : await missing(arrived);
    response.setHeader("cache-control", "no-store");
    response.writeHead(answer.status, answer.headers.flat()).end(answer.body ?? undefined);
  });
  const { url, end } = await listenAnew(server);
  t?.after(end);
  return { url, files, requests, end };
}

/** The same site at a host of its own, for what a browser keeps by host, whatever the port: cookies, say. */
export const atHost = (site, host) => ({
  ...site,
  url: site.url.replace("127.0.0.1", `${host}.localhost`),
});

/** Where sites have been: what a browser stores it keeps by origin, and a free port may come again. */
const known = new Set();

/** Has a server listen where no site of this process was before. */
async function listenAnew(server) {
  const listening = await listen(server);
  if (!known.has(listening.url)) {
    known.add(listening.url);
    return listening;
  }
  await listening.end();
  return listenAnew(server);
}

const answerOf = ({ status = 200, type, headers = {}, body }) => ({
  status,
  headers: [["content-type", type], ...Object.entries(headers)],
  body,
});
