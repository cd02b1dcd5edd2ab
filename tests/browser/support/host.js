// A page as a host of the cases: each request of a case is a `fetch` in it.

import { fetchable } from "../../play/fetch.js";

/**
 * The host `name`, `{name, send(request)}`, whose requests a page sends with `fetch`, those without
 * a `Host` to `origin`: the page's own. Throws for a request that a page can't send as it is written,
 * and for a redirect's answer, which a browser keeps from its page.
 */
export const pageHost = (name, page, origin) => ({
  name,
  send: async (request) => {
    const { type, headers, ...answer } = await page.run(
      fetchInPage,
      fetchable(origin, request, { inPage: true }),
    );
    if (type === "opaqueredirect") {
      throw new Error("a page can't see a redirect's answer, so its step needs `except`");
    }
    return { ...answer, headers: listed(headers) };
  },
});

/** Runs in the page. A body goes as bytes: for a text `fetch` would add a content type. */
async function fetchInPage({ url, method, headers, body }) {
  const bytes = body === undefined ? undefined : new TextEncoder().encode(body);
  const answer = await fetch(url, { method, headers, body: bytes, redirect: "manual" });
  const at = Date.now();
  const { type, status } = answer;
  return { type, status, headers: [...answer.headers], body: await answer.text(), at };
}

/** Pairs as the player wants them: of each name a list. */
function listed(pairs) {
  const headers = {};
  for (const [name, value] of pairs) (headers[name] ??= []).push(value);
  return headers;
}
