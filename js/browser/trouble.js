// Why the worker could not be registered, in words that say what to do: a browser's own differ, and
// leave that out.

const COPY = "put it there with `npx wasmock init --browser public/`";

/** The error in place of one that `register` threw for the script at `url`. */
export async function explained(error, url) {
  const reason = (await foundAt(url)) ?? `${error.message}${hint(error)}`;
  return new Error(`wasmock: the service worker can't be registered: ${reason}`, { cause: error });
}

/** What is wrong with what the server has there; `undefined` if nothing is. */
async function foundAt(url) {
  if (url.origin !== location.origin) return `${url} is not on the page's own origin`;
  const response = await fetch(url, { cache: "no-store" }).catch(() => undefined);
  if (!response) return `${url} can't be fetched`;
  if (!response.ok) return `the server answers ${response.status} for ${url.pathname}; ${COPY}`;
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("text/html")) {
    return `the server answers with an HTML page for ${url.pathname}, so the file is not there; ${COPY}`;
  }
  if (!/javascript|ecmascript/.test(type)) {
    return `the server gives ${url.pathname} the type \`${type}\`, and it must be text/javascript`;
  }
  return undefined;
}

const hint = ({ name, message }) =>
  name === "SecurityError" && /scope/i.test(message)
    ? "; a worker's scope reaches no higher than its own folder: serve the file from the root of the site"
    : "";
