// Why the worker could not be registered, in words that say what to do: a browser's own differ, and
// leave that out.

const COPY = "put it there with `npx wasmock init --browser public/`";

/** The error in place of one that `register` threw for this worker. */
export async function explained(error, { url, scope }) {
  const reason = (await foundAt(url)) ?? tooHigh(url, scope) ?? error.message;
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

/** Whether the scope is beyond the worker's folder, which takes a header of the server. */
function tooHigh(url, scope) {
  const folder = new URL("./", url).pathname;
  if (scope === undefined || new URL(scope, document.baseURI).pathname.startsWith(folder))
    return undefined;
  return (
    `the scope ${scope} reaches higher than the worker's own folder ${folder}: serve the file from the ` +
    "root of the site, or with the header `Service-Worker-Allowed`"
  );
}
