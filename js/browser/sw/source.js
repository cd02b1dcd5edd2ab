// The mocks as a page gives them: itself `{name, text}`, or an address `{name, url}`.

/** `{name, text}` of a source. The worker's own requests reach no endpoint of the mocks. */
export async function readSource({ name, text, url }) {
  if (text !== undefined) return { name, text };
  const response = await fetch(url, { cache: "no-cache" }).catch((error) => {
    throw new Error(`wasmock: the mocks file ${url} could not be fetched: ${error.message}`);
  });
  const wrong = amiss(response);
  if (wrong) {
    throw new Error(`wasmock: the mocks file ${url}: the server answers ${wrong}`);
  }
  return { name, text: await response.text() };
}

const ELSEWHERE = "is the file in the folder that it serves?";

/** What an answer is in place of the file; `undefined` if it is the file. */
function amiss(response) {
  if (response.status === 404) return `404; ${ELSEWHERE}`;
  if (!response.ok) return String(response.status);
  return isPage(response) ? `with an HTML page; ${ELSEWHERE}` : undefined;
}

/** A development server gives its page for every path that it does not have. */
const isPage = ({ headers }) => headers.get("content-type")?.startsWith("text/html") ?? false;
