// The request of a step as `fetch` and `Request` take it, or why they can't send it as it is written.

import { sendable } from "./request.js";

/** Header fields that a page may not set, by the Fetch standard; Chromium keeps its User-Agent too. */
const FORBIDDEN_HEADER =
  /^(accept-(charset|encoding)|access-control-request-.*|connection|content-length|cookie2?|date|dnt|expect|keep-alive|origin|proxy-.*|referer|sec-.*|set-cookie|te|trailer|transfer-encoding|upgrade|user-agent|via)$/;

/** Methods that `fetch` writes in capitals whatever they are. */
const CAPITALS = /^(delete|get|head|options|post|put)$/i;

/**
 * `{url, method, headers, body}` of a case's request: `headers` lists pairs; a `Host` header becomes
 * the URL's authority, which is `origin` without one. Throws where something else would be sent, so
 * that no step is played which is not the one that was written: that step has to say `except`.
 */
export function fetchable(origin, request, { inPage = false } = {}) {
  const { method, path, headers, body } = sendable(request);
  const { host, ...fields } = headers;
  const url = (host === undefined ? origin : `http://${host}`) + path;
  const why = forbidden({ method, url, fields, body, inPage });
  if (why) throw new Error(`it can't be sent by fetch, so its step needs \`except\`: ${why}`);
  return { url, method, headers: Object.entries(fields), body };
}

/** Why `fetch` can't send a request; `undefined` where it can. */
const forbidden = ({ method, url, fields, body, inPage }) =>
  forbiddenUrl(url) ??
  forbiddenMethod(method, body) ??
  (inPage ? forbiddenHeader(fields) : undefined);

function forbiddenUrl(url) {
  const sent = URL.parse(url)?.href;
  if (sent === url) return undefined;
  return sent === undefined ? `${url} is not a URL` : `fetch makes ${sent} of ${url}`;
}

function forbiddenMethod(method, body) {
  if (/^(connect|trace|track)$/i.test(method)) return `fetch refuses the method ${method}`;
  if (CAPITALS.test(method) && method !== method.toUpperCase())
    return `fetch writes ${method} in capitals`;
  const isBare = body === undefined || !/^(get|head)$/i.test(method);
  return isBare ? undefined : `fetch sends no body with ${method}`;
}

/** Chromium hands a value of é to a service worker as an empty one, as Firefox does not. */
function forbiddenHeader(fields) {
  const name = Object.keys(fields).find((name) => FORBIDDEN_HEADER.test(name));
  if (name) return `a page can't set the header ${name}`;
  const odd = Object.keys(fields).find((name) => /[^\t\x20-\x7e]/.test(fields[name]));
  return odd && `a page's worker may not see the header ${odd}, which is not of ASCII`;
}
