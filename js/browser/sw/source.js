// The mocks as a page gives them: itself `{name, text}`, or an address `{name, url}`.

/** `{name, text}` of a source. The worker's own requests reach no endpoint of the mocks. */
export async function readSource({ name, text, url }) {
  if (text !== undefined) return { name, text };
  const response = await fetch(url, { cache: "no-cache" }).catch((error) => {
    throw new Error(`wasmock: the mocks file ${url} could not be fetched: ${error.message}`);
  });
  if (!response.ok)
    throw new Error(`wasmock: the mocks file ${url}: the server answers ${response.status}`);
  if (isPage(response)) {
    throw new Error(
      `wasmock: the mocks file ${url}: the server answers with an HTML page; is the file in the folder that it serves?`,
    );
  }
  return { name, text: await response.text() };
}

/** A development server gives its page for every path that it does not have. */
const isPage = ({ headers }) => headers.get("content-type")?.startsWith("text/html") ?? false;
