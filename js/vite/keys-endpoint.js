// The public keys of the mocks file, from the development server: it has the private ones.

import { problemResponse } from "../core/engine.js";
import { keysAnswer } from "../mock/keys.js";
import { write } from "../node/response.js";

/** A handler of requests for the public keys of a mocks file; `name` is `keys` or `keys.pem`. */
export const keysEndpoint = (file, secrets, name) => async (request, response) => {
  const [, query = ""] = request.url.split(/\?(.*)/s);
  const head = `${request.method} http://localhost/__wasmock/${name}?${query}`;
  write(response, await answer(file, secrets, head));
};

async function answer(file, secrets, head) {
  if (file.text === undefined) return problemResponse(503, "mocks-file", file.problem.message);
  const { response, keys } = file.newest.control(head, { isLocal: true });
  return response ?? keysAnswer(keys, secrets);
}
